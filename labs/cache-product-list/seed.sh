#!/usr/bin/env bash
# The catalog as it is today: GET /products on stage prod, every call reaches the backend.
set -euo pipefail

aws apigateway create-rest-api --name catalog --endpoint-configuration types=REGIONAL
api=$(aws apigateway get-rest-apis --query "items[?name=='catalog'].id" --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part products
products=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/products'].id" --output text)

# The answer names the request that it was made for: an answer that was kept shows by that.
aws apigateway put-method --rest-api-id "$api" --resource-id "$products" --http-method GET \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$products" --http-method GET \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$products" --http-method GET \
  --status-code 200
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$products" --http-method GET \
  --status-code 200 \
  --response-templates '{"application/json":"{\"products\":[\"mug\"],\"madeFor\":\"$context.requestId\"}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

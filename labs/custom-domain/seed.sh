#!/usr/bin/env bash
# The store as it is today: GET /products on stage prod, under an address that nobody can remember.
set -euo pipefail

aws apigateway create-rest-api --name store --endpoint-configuration types=REGIONAL
api=$(aws apigateway get-rest-apis --query "items[?name=='store'].id" --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part products
resource=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/products'].id" --output text)

aws apigateway put-method --rest-api-id "$api" --resource-id "$resource" --http-method GET \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$resource" --http-method GET \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$resource" --http-method GET \
  --status-code 200
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$resource" --http-method GET \
  --status-code 200 \
  --response-templates '{"application/json":"{\"products\":[\"mug\"],\"calledBy\":\"$context.domainName\"}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

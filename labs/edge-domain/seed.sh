#!/usr/bin/env bash
# The catalog as it is today: GET /catalog on stage prod, from one Region to the whole world.
set -euo pipefail

aws apigateway create-rest-api --name global --endpoint-configuration types=REGIONAL
api=$(aws apigateway get-rest-apis --query "items[?name=='global'].id" --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part catalog
resource=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/catalog'].id" --output text)

aws apigateway put-method --rest-api-id "$api" --resource-id "$resource" --http-method GET \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$resource" --http-method GET \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$resource" --http-method GET \
  --status-code 200
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$resource" --http-method GET \
  --status-code 200 \
  --response-templates '{"application/json":"{\"catalog\":[\"mug\"],\"calledBy\":\"$context.domainName\"}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

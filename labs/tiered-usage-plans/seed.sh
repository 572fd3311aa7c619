#!/usr/bin/env bash
# The shop as it is today: GET /products on stage prod, open to everybody.
set -euo pipefail

aws apigateway create-rest-api --name shop --endpoint-configuration types=REGIONAL
api=$(aws apigateway get-rest-apis --query "items[?name=='shop'].id" --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part products
products=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/products'].id" --output text)

aws apigateway put-method --rest-api-id "$api" --resource-id "$products" --http-method GET \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$products" --http-method GET \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$products" --http-method GET \
  --status-code 200
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$products" --http-method GET \
  --status-code 200 --response-templates '{"application/json":"[{\"sku\":\"mug\",\"price\":9}]"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

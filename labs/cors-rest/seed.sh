#!/usr/bin/env bash
# The API as it is today: GET /items answers everybody, and says nothing about other origins.
set -euo pipefail

aws apigateway create-rest-api --name web --endpoint-configuration types=REGIONAL
api=$(aws apigateway get-rest-apis --query "items[?name=='web'].id" --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part items
items=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/items'].id" --output text)

aws apigateway put-method --rest-api-id "$api" --resource-id "$items" --http-method GET \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$items" --http-method GET \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$items" --http-method GET \
  --status-code 200
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$items" --http-method GET \
  --status-code 200 --response-templates '{"application/json":"{\"items\":[\"mug\"]}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

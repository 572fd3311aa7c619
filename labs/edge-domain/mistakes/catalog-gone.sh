#!/usr/bin/env bash
# base: solution
# fails: still-served
# The API was tidied up on the way, and the catalog went with it.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='global'].id" --output text)
resource=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/catalog'].id" --output text)

aws apigateway delete-resource --rest-api-id "$api" --resource-id "$resource"
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
aws apigateway put-method --rest-api-id "$api" --resource-id "$root" --http-method GET \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$root" --http-method GET \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

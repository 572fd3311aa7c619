#!/usr/bin/env bash
# The old version serves everybody.
set -euo pipefail

aws apigateway create-rest-api --name release --endpoint-configuration types=REGIONAL
api=$(aws apigateway get-rest-apis --query "items[?name=='release'].id" --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part offer
offer=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/offer'].id" --output text)

aws apigateway put-method --rest-api-id "$api" --resource-id "$offer" --http-method GET \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$offer" --http-method GET \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$offer" --http-method GET \
  --status-code 200
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$offer" --http-method GET \
  --status-code 200 --response-templates '{"application/json":"{\"version\":\"old\"}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod --description old

#!/usr/bin/env bash
# base: seed
# fails: v2-live
# GET /v2 was copied from /v1, body and all.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='versions'].id" --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part v2
v2=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/v2'].id" --output text)

aws apigateway put-method --rest-api-id "$api" --resource-id "$v2" --http-method GET \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$v2" --http-method GET \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$v2" --http-method GET \
  --status-code 200
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$v2" --http-method GET \
  --status-code 200 --response-templates '{"application/json":"{\"version\":\"1\"}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

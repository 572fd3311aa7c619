#!/usr/bin/env bash
# Version 1 is live; nobody has begun with version 2.
set -euo pipefail

aws apigateway create-rest-api --name versions --endpoint-configuration types=REGIONAL
api=$(aws apigateway get-rest-apis --query "items[?name=='versions'].id" --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part v1
v1=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/v1'].id" --output text)

aws apigateway put-method --rest-api-id "$api" --resource-id "$v1" --http-method GET \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$v1" --http-method GET \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$v1" --http-method GET \
  --status-code 200
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$v1" --http-method GET \
  --status-code 200 --response-templates '{"application/json":"{\"version\":\"1\"}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod --description "version 1"

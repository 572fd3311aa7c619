#!/usr/bin/env bash
# GET /v2 beside GET /v1, and a new deployment on the stage. The old one is kept.
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
  --status-code 200 --response-templates '{"application/json":"{\"version\":\"2\"}"}'

# A deployment never changes: the stage gets a new one.
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod --description "version 2"

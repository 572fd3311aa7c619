#!/usr/bin/env bash
# Two methods, and no limit but the account's.
set -euo pipefail

aws apigateway create-rest-api --name busy --endpoint-configuration types=REGIONAL
api=$(aws apigateway get-rest-apis --query "items[?name=='busy'].id" --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part items
items=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/items'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part search
search=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/search'].id" --output text)

aws apigateway put-method --rest-api-id "$api" --resource-id "$items" --http-method GET \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$items" --http-method GET \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$items" --http-method GET \
  --status-code 200
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$items" --http-method GET \
  --status-code 200 --response-templates '{"application/json":"{\"items\":[]}"}'
aws apigateway put-method --rest-api-id "$api" --resource-id "$search" --http-method GET \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$search" --http-method GET \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$search" --http-method GET \
  --status-code 200
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$search" --http-method GET \
  --status-code 200 --response-templates '{"application/json":"{\"found\":[]}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

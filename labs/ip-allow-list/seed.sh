#!/usr/bin/env bash
# The admin page as it is today: everybody on the internet may call it.
set -euo pipefail

aws apigateway create-rest-api --name office --endpoint-configuration types=REGIONAL
api=$(aws apigateway get-rest-apis --query "items[?name=='office'].id" --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part admin
admin=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/admin'].id" --output text)

aws apigateway put-method --rest-api-id "$api" --resource-id "$admin" --http-method GET \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$admin" --http-method GET \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$admin" --http-method GET \
  --status-code 200
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$admin" --http-method GET \
  --status-code 200 --response-templates '{"application/json":"{\"page\":\"admin\"}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

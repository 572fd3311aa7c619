#!/usr/bin/env bash
# base: seed
# Every origin may ask and read, with every method, and the preflight gets 204.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='web'].id" --output text)
items=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/items'].id" --output text)

aws apigateway put-method --rest-api-id "$api" --resource-id "$items" --http-method OPTIONS \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$items" --http-method OPTIONS \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 204}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$items" --http-method OPTIONS \
  --status-code 204 --response-parameters '{
    "method.response.header.Access-Control-Allow-Origin": true,
    "method.response.header.Access-Control-Allow-Methods": true,
    "method.response.header.Access-Control-Allow-Headers": true,
    "method.response.header.Access-Control-Max-Age": true
  }'
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$items" --http-method OPTIONS \
  --status-code 204 --response-parameters "{
    \"method.response.header.Access-Control-Allow-Origin\": \"'*'\",
    \"method.response.header.Access-Control-Allow-Methods\": \"'*'\",
    \"method.response.header.Access-Control-Allow-Headers\": \"'*'\",
    \"method.response.header.Access-Control-Max-Age\": \"'600'\"
  }"
aws apigateway update-method-response --rest-api-id "$api" --resource-id "$items" --http-method GET \
  --status-code 200 --patch-operations \
  op=add,path=/responseParameters/method.response.header.Access-Control-Allow-Origin,value=true
aws apigateway update-integration-response --rest-api-id "$api" --resource-id "$items" --http-method GET \
  --status-code 200 --patch-operations "[{\"op\": \"add\", \"path\": \"/responseParameters/method.response.header.Access-Control-Allow-Origin\", \"value\": \"'*'\"}]"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

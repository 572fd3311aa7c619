#!/usr/bin/env bash
# base: seed
# fails: preflight-open, answer-permits
# Everything is built and deployed to stage test. The page calls prod.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='web'].id" --output text)
items=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/items'].id" --output text)

aws apigateway put-method --rest-api-id "$api" --resource-id "$items" --http-method OPTIONS \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$items" --http-method OPTIONS \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'

aws apigateway put-method-response --rest-api-id "$api" --resource-id "$items" --http-method OPTIONS \
  --status-code 200 --response-parameters '{
    "method.response.header.Access-Control-Allow-Origin": false,
    "method.response.header.Access-Control-Allow-Methods": false,
    "method.response.header.Access-Control-Allow-Headers": false
  }'
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$items" --http-method OPTIONS \
  --status-code 200 --response-parameters "{
    \"method.response.header.Access-Control-Allow-Origin\": \"'https://app.example.com'\",
    \"method.response.header.Access-Control-Allow-Methods\": \"'GET,OPTIONS'\",
    \"method.response.header.Access-Control-Allow-Headers\": \"'Content-Type'\"
  }"

aws apigateway update-method-response --rest-api-id "$api" --resource-id "$items" --http-method GET \
  --status-code 200 --patch-operations \
  op=add,path=/responseParameters/method.response.header.Access-Control-Allow-Origin,value=false
aws apigateway update-integration-response --rest-api-id "$api" --resource-id "$items" --http-method GET \
  --status-code 200 --patch-operations "[{
    \"op\": \"add\",
    \"path\": \"/responseParameters/method.response.header.Access-Control-Allow-Origin\",
    \"value\": \"'https://app.example.com'\"
  }]"

aws apigateway create-deployment --rest-api-id "$api" --stage-name test

#!/usr/bin/env bash
# A mock answers the preflight, GET's answer names the origin too, and both are deployed.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='web'].id" --output text)
items=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/items'].id" --output text)

# A browser sends neither a token nor a key with its question, so nothing may be asked for.
aws apigateway put-method --rest-api-id "$api" --resource-id "$items" --http-method OPTIONS \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$items" --http-method OPTIONS \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'

# The method response declares the headers, the integration response gives them values.
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

# The permission to ask is not the permission to read: GET's own answer needs the origin as well.
aws apigateway update-method-response --rest-api-id "$api" --resource-id "$items" --http-method GET \
  --status-code 200 --patch-operations \
  op=add,path=/responseParameters/method.response.header.Access-Control-Allow-Origin,value=false
aws apigateway update-integration-response --rest-api-id "$api" --resource-id "$items" --http-method GET \
  --status-code 200 --patch-operations "[{
    \"op\": \"add\",
    \"path\": \"/responseParameters/method.response.header.Access-Control-Allow-Origin\",
    \"value\": \"'https://app.example.com'\"
  }]"

aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

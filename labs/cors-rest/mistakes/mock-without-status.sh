#!/usr/bin/env bash
# base: solution
# fails: preflight-permits
# The mock's template names no status, so the preflight gets 500.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='web'].id" --output text)
items=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/items'].id" --output text)

aws apigateway put-integration --rest-api-id "$api" --resource-id "$items" --http-method OPTIONS \
  --type MOCK --request-templates '{"application/json":"{}"}'
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$items" --http-method OPTIONS \
  --status-code 200 --response-parameters "{
    \"method.response.header.Access-Control-Allow-Origin\": \"'https://app.example.com'\",
    \"method.response.header.Access-Control-Allow-Methods\": \"'GET,OPTIONS'\",
    \"method.response.header.Access-Control-Allow-Headers\": \"'Content-Type'\"
  }"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

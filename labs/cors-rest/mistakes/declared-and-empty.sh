#!/usr/bin/env bash
# base: solution
# fails: preflight-permits
# The headers are declared in the method response, and nothing gives them values.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='web'].id" --output text)
items=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/items'].id" --output text)

aws apigateway update-integration-response --rest-api-id "$api" --resource-id "$items" --http-method OPTIONS \
  --status-code 200 --patch-operations "[{\"op\": \"remove\", \"path\": \"/responseParameters/method.response.header.Access-Control-Allow-Origin\"}, {\"op\": \"remove\", \"path\": \"/responseParameters/method.response.header.Access-Control-Allow-Methods\"}, {\"op\": \"remove\", \"path\": \"/responseParameters/method.response.header.Access-Control-Allow-Headers\"}]"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

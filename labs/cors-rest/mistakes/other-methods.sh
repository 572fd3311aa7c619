#!/usr/bin/env bash
# base: solution
# fails: preflight-permits
# The methods that are permitted do not include the one that the page uses.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='web'].id" --output text)
items=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/items'].id" --output text)

aws apigateway update-integration-response --rest-api-id "$api" --resource-id "$items" --http-method OPTIONS \
  --status-code 200 --patch-operations "[{\"op\": \"replace\", \"path\": \"/responseParameters/method.response.header.Access-Control-Allow-Methods\", \"value\": \"'POST,OPTIONS'\"}]"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

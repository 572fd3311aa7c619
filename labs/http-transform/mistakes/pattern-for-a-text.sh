#!/usr/bin/env bash
# base: solution
# fails: unknown-is-404
# The pattern waits for words; here it is compared with the server's status.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='quotes'].id" --output text)
symbol=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/quote/{symbol}'].id" --output text)

aws apigateway update-integration-response --rest-api-id "$api" --resource-id "$symbol" --http-method GET \
  --status-code 404 --patch-operations "op=replace,path=/selectionPattern,value=.*not found.*"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

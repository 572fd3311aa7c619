#!/usr/bin/env bash
# base: solution
# fails: unknown-is-404
# The method declares 404, and no response leads to it.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='quotes'].id" --output text)
symbol=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/quote/{symbol}'].id" --output text)

aws apigateway delete-integration-response --rest-api-id "$api" --resource-id "$symbol" --http-method GET \
  --status-code 404
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

#!/usr/bin/env bash
# base: solution
# fails: answer-shaped
# The template was tried with one symbol, and holds it for ever.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='quotes'].id" --output text)
symbol=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/quote/{symbol}'].id" --output text)

aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$symbol" --http-method GET \
  --status-code 200 --response-templates '{
    "application/json": "{\"symbol\": \"ACME\", \"price\": $input.json(\"$.lastTrade.price\")}"
  }'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

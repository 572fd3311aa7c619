#!/usr/bin/env bash
# base: solution
# fails: quote-served
# Quotes ask for a key now, and nobody has one.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='quotes'].id" --output text)
symbol=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/quote/{symbol}'].id" --output text)

aws apigateway update-method --rest-api-id "$api" --resource-id "$symbol" --http-method GET \
  --patch-operations op=replace,path=/apiKeyRequired,value=true
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

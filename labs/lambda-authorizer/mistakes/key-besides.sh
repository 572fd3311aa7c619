#!/usr/bin/env bash
# base: solution
# fails: asks-authorizer
# An API key on top, which no reader has.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='secure'].id" --output text)
private=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/private'].id" --output text)
aws apigateway update-method --rest-api-id "$api" --resource-id "$private" --http-method GET \
  --patch-operations op=replace,path=/apiKeyRequired,value=true
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

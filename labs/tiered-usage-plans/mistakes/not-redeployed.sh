#!/usr/bin/env bash
# base: solution
# fails: key-required
# The method asks for a key since the last deployment, so the stage does not.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='shop'].id" --output text)
products=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/products'].id" --output text)
aws apigateway update-method --rest-api-id "$api" --resource-id "$products" --http-method GET \
  --patch-operations op=replace,path=/apiKeyRequired,value=false
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod
aws apigateway update-method --rest-api-id "$api" --resource-id "$products" --http-method GET \
  --patch-operations op=replace,path=/apiKeyRequired,value=true

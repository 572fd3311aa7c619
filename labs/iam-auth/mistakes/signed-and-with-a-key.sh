#!/usr/bin/env bash
# base: solution
# fails: signed-only
# A key on top, which the partner does not have.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='partner'].id" --output text)
report=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/report'].id" --output text)

aws apigateway update-method --rest-api-id "$api" --resource-id "$report" --http-method GET \
  --patch-operations op=replace,path=/apiKeyRequired,value=true
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

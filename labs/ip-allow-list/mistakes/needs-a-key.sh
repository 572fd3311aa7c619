#!/usr/bin/env bash
# base: solution
# fails: serves-admin
# A key was added on the way, and the office has none.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='office'].id" --output text)
admin=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/admin'].id" --output text)

aws apigateway update-method --rest-api-id "$api" --resource-id "$admin" --http-method GET \
  --patch-operations op=replace,path=/apiKeyRequired,value=true
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

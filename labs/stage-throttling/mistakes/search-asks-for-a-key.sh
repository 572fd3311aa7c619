#!/usr/bin/env bash
# base: solution
# fails: serves-search
# The search asks for a key.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='busy'].id" --output text)
search=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/search'].id" --output text)
aws apigateway update-method --rest-api-id "$api" --resource-id "$search" --http-method GET \
  --patch-operations op=replace,path=/apiKeyRequired,value=true
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

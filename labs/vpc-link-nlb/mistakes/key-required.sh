#!/usr/bin/env bash
# base: solution
# fails: stock-served
# The method asks for an API key, and nobody has one.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='inventory'].id" --output text)
stock=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/stock'].id" --output text)
aws apigateway update-method --rest-api-id "$api" --resource-id "$stock" --http-method ANY \
  --patch-operations op=replace,path=/apiKeyRequired,value=true
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

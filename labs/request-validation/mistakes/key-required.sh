#!/usr/bin/env bash
# base: solution
# fails: orders-accepted
# The shop sends no API key, so all its orders are refused now.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='intake'].id" --output text)
orders=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/orders'].id" --output text)

aws apigateway update-method --rest-api-id "$api" --resource-id "$orders" --http-method POST \
  --patch-operations op=replace,path=/apiKeyRequired,value=true
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

#!/usr/bin/env bash
# base: solution
# fails: symbol-mapped
# The place in the address is filled from a header that nobody sends.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='quotes'].id" --output text)
symbol=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/quote/{symbol}'].id" --output text)

aws apigateway update-method --rest-api-id "$api" --resource-id "$symbol" --http-method GET \
  --patch-operations op=add,path=/requestParameters/method.request.header.symbol,value=false
aws apigateway update-integration --rest-api-id "$api" --resource-id "$symbol" --http-method GET --patch-operations \
  op=replace,path=/requestParameters/integration.request.path.symbol,value=method.request.header.symbol
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

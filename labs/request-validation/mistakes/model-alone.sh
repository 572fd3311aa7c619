#!/usr/bin/env bash
# base: seed
# fails: body-validated
# The model is named on the method, and nobody compares anything with it.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='intake'].id" --output text)
orders=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/orders'].id" --output text)

aws apigateway create-model --rest-api-id "$api" --name Order --content-type application/json --schema '{"type":"object","required":["sku","quantity"]}'
aws apigateway update-method --rest-api-id "$api" --resource-id "$orders" --http-method POST --patch-operations \
  op=add,path=/requestModels/application~1json,value=Order
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

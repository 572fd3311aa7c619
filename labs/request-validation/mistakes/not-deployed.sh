#!/usr/bin/env bash
# base: seed
# fails: incomplete-refused
# Everything is built, and the stage still serves the snapshot from before.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='intake'].id" --output text)
orders=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/orders'].id" --output text)

aws apigateway create-model --rest-api-id "$api" --name Order --content-type application/json --schema '{"type":"object","required":["sku","quantity"]}'
aws apigateway create-request-validator --rest-api-id "$api" --name body --validate-request-body
validator=$(aws apigateway get-request-validators --rest-api-id "$api" --query "items[?name=='body'].id" --output text)
aws apigateway update-method --rest-api-id "$api" --resource-id "$orders" --http-method POST --patch-operations \
  op=replace,path=/requestValidatorId,value="$validator" \
  op=add,path=/requestModels/application~1json,value=Order

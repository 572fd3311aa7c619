#!/usr/bin/env bash
# base: seed
# The model stands for every content type, and the validator looks at parameters too.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='intake'].id" --output text)
orders=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/orders'].id" --output text)

aws apigateway create-model --rest-api-id "$api" --name Order --content-type application/json --schema '{"type":"object","required":["sku","quantity"]}'
aws apigateway create-request-validator --rest-api-id "$api" --name all --validate-request-body \
  --validate-request-parameters
validator=$(aws apigateway get-request-validators --rest-api-id "$api" --query "items[?name=='all'].id" --output text)
aws apigateway update-method --rest-api-id "$api" --resource-id "$orders" --http-method POST --patch-operations \
  'op=add,path=/requestModels/$default,value=Order' op=replace,path=/requestValidatorId,value="$validator"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

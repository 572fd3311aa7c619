#!/usr/bin/env bash
# base: seed
# fails: body-validated
# The validator is on PUT, and orders come by POST.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='intake'].id" --output text)
orders=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/orders'].id" --output text)

aws apigateway create-model --rest-api-id "$api" --name Order --content-type application/json --schema '{"type":"object","required":["sku","quantity"]}'
aws apigateway create-request-validator --rest-api-id "$api" --name body --validate-request-body
validator=$(aws apigateway get-request-validators --rest-api-id "$api" --query "items[?name=='body'].id" --output text)
aws apigateway put-method --rest-api-id "$api" --resource-id "$orders" --http-method PUT \
  --authorization-type NONE --request-validator-id "$validator" --request-models application/json=Order
aws apigateway put-integration --rest-api-id "$api" --resource-id "$orders" --http-method PUT --type MOCK
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

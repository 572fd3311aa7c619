#!/usr/bin/env bash
# base: solution
# fails: order-model
# anyOf takes an order that has one of the fields.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='intake'].id" --output text)

aws apigateway update-model --rest-api-id "$api" --model-name Order --patch-operations '[
  {"op": "replace", "path": "/schema", "value": "{\"type\":\"object\",\"anyOf\":[{\"required\":[\"sku\"]},{\"required\":[\"quantity\"]}]}"}
]'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

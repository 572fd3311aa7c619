#!/usr/bin/env bash
# base: solution
# fails: order-model
# An order without a quantity would pass.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='intake'].id" --output text)

aws apigateway update-model --rest-api-id "$api" --model-name Order --patch-operations '[
  {"op": "replace", "path": "/schema", "value": "{\"type\":\"object\",\"required\":[\"sku\"]}"}
]'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

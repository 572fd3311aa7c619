#!/usr/bin/env bash
# base: solution
# fails: order-model
# The fields are described and none of them is required.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='intake'].id" --output text)

aws apigateway update-model --rest-api-id "$api" --model-name Order --patch-operations '[
  {"op": "replace", "path": "/schema", "value": "{\"type\":\"object\",\"properties\":{\"sku\":{\"type\":\"string\"},\"quantity\":{\"type\":\"integer\"}}}"}
]'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

#!/usr/bin/env bash
# base: solution
# fails: orders-accepted
# The path was renamed on the way, so the old address takes no orders any more.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='intake'].id" --output text)
orders=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/orders'].id" --output text)

aws apigateway update-resource --rest-api-id "$api" --resource-id "$orders" \
  --patch-operations op=replace,path=/pathPart,value=purchases
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

#!/usr/bin/env bash
# base: solution
# fails: still-served
# The path was renamed on the way, so the old address answers nothing any more.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='catalog'].id" --output text)
products=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/products'].id" --output text)

aws apigateway update-resource --rest-api-id "$api" --resource-id "$products" \
  --patch-operations op=replace,path=/pathPart,value=items
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

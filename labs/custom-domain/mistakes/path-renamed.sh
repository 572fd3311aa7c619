#!/usr/bin/env bash
# base: solution
# fails: still-served
# The version went into the API's own path, and the old path is gone.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='store'].id" --output text)
products=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/products'].id" --output text)

aws apigateway update-resource --rest-api-id "$api" --resource-id "$products" \
  --patch-operations op=replace,path=/pathPart,value=v1
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

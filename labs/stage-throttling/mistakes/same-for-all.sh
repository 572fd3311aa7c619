#!/usr/bin/env bash
# base: seed
# fails: search-limit
# The search has what everybody has.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='busy'].id" --output text)
aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  'op=replace,path=/*/*/throttling/rateLimit,value=500' \
  'op=replace,path=/*/*/throttling/burstLimit,value=250'

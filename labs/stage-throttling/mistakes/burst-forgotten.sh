#!/usr/bin/env bash
# base: solution
# fails: default-limit
# The rate was set, the burst was not.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='busy'].id" --output text)
aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  'op=replace,path=/*/*/throttling/rateLimit,value=500' \
  'op=replace,path=/*/*/throttling/burstLimit,value=5000'

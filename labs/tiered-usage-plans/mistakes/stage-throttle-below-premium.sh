#!/usr/bin/env bash
# base: solution
# fails: no-lower-limit
# The stage lets all customers together have 500 a second.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='shop'].id" --output text)
aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  'op=replace,path=/*/*/throttling/rateLimit,value=500' \
  'op=replace,path=/*/*/throttling/burstLimit,value=2000'

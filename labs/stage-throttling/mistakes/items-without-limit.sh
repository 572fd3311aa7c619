#!/usr/bin/env bash
# base: solution
# fails: default-limit
# A method of its own has more than the default.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='busy'].id" --output text)
aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  'op=replace,path=/~1items/GET/throttling/rateLimit,value=1000' \
  'op=replace,path=/~1items/GET/throttling/burstLimit,value=250'

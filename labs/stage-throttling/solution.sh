#!/usr/bin/env bash
# A limit for every method, and a lower one for the search. Settings of a stage count at once.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='busy'].id" --output text)

aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  'op=replace,path=/*/*/throttling/rateLimit,value=500' \
  'op=replace,path=/*/*/throttling/burstLimit,value=250'
aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  'op=replace,path=/~1search/GET/throttling/rateLimit,value=50' \
  'op=replace,path=/~1search/GET/throttling/burstLimit,value=25'

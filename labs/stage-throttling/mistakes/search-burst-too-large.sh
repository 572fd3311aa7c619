#!/usr/bin/env bash
# base: solution
# fails: search-limit
# A wave of 250 reaches the search engine at once.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='busy'].id" --output text)
aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  'op=replace,path=/~1search/GET/throttling/rateLimit,value=50' \
  'op=replace,path=/~1search/GET/throttling/burstLimit,value=250'

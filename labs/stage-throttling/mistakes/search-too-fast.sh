#!/usr/bin/env bash
# base: solution
# fails: search-limit
# Ten times the rate that the search engine bears.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='busy'].id" --output text)
aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  'op=replace,path=/~1search/GET/throttling/rateLimit,value=500' \
  'op=replace,path=/~1search/GET/throttling/burstLimit,value=25'

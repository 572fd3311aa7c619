#!/usr/bin/env bash
# base: solution
# fails: products-cached
# All methods are cached, and GET /products has a setting of its own that says no.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='catalog'].id" --output text)

aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  'op=replace,path=/*/*/caching/enabled,value=true' 'op=replace,path=/*/*/caching/ttlInSeconds,value=300' \
  op=replace,path=/~1products/GET/caching/enabled,value=false

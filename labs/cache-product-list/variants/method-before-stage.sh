#!/usr/bin/env bash
# base: seed
# All methods keep for an hour; GET /products has its own 300 seconds, which win.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='catalog'].id" --output text)

aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  'op=replace,path=/*/*/caching/enabled,value=true' 'op=replace,path=/*/*/caching/ttlInSeconds,value=3600'
aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  op=replace,path=/~1products/GET/caching/enabled,value=true \
  op=replace,path=/~1products/GET/caching/ttlInSeconds,value=300
aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  op=replace,path=/cacheClusterEnabled,value=true op=replace,path=/cacheClusterSize,value=0.5

#!/usr/bin/env bash
# base: seed
# The setting stands for all methods, and one call does everything.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='catalog'].id" --output text)

aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  'op=replace,path=/*/*/caching/enabled,value=true' 'op=replace,path=/*/*/caching/ttlInSeconds,value=300' \
  op=replace,path=/cacheClusterSize,value=0.5 op=replace,path=/cacheClusterEnabled,value=true

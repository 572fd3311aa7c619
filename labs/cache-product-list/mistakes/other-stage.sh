#!/usr/bin/env bash
# base: seed
# fails: cache-cluster
# The cache is on stage test. Customers call prod.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='catalog'].id" --output text)

aws apigateway create-deployment --rest-api-id "$api" --stage-name test
aws apigateway update-stage --rest-api-id "$api" --stage-name test --patch-operations \
  op=replace,path=/cacheClusterEnabled,value=true op=replace,path=/cacheClusterSize,value=0.5 \
  'op=replace,path=/*/*/caching/enabled,value=true' 'op=replace,path=/*/*/caching/ttlInSeconds,value=300'

#!/usr/bin/env bash
# base: solution
# fails: cache-cluster
# Three times the size, and not what was ordered.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='catalog'].id" --output text)

aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  op=replace,path=/cacheClusterSize,value=1.6

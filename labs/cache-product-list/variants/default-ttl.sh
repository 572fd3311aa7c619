#!/usr/bin/env bash
# base: seed
# 300 seconds is what a method gets when nobody says a number.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='catalog'].id" --output text)

aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  op=replace,path=/cacheClusterEnabled,value=true op=replace,path=/cacheClusterSize,value=0.5 \
  op=replace,path=/~1products/GET/caching/enabled,value=true

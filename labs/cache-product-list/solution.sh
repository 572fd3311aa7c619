#!/usr/bin/env bash
# A cache of 0.5 GB on stage prod, and GET /products kept in it for 300 seconds.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='catalog'].id" --output text)

# The cluster belongs to the stage. On AWS it takes some minutes to come up.
aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  op=replace,path=/cacheClusterEnabled,value=true op=replace,path=/cacheClusterSize,value=0.5

# What is kept, and how long, is a setting of the method. It counts without a deployment.
aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  op=replace,path=/~1products/GET/caching/enabled,value=true \
  op=replace,path=/~1products/GET/caching/ttlInSeconds,value=300

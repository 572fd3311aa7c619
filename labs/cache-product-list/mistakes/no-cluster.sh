#!/usr/bin/env bash
# base: seed
# fails: cache-cluster
# The method is to be cached, and the stage has nothing to keep it in.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='catalog'].id" --output text)

aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  op=replace,path=/~1products/GET/caching/enabled,value=true \
  op=replace,path=/~1products/GET/caching/ttlInSeconds,value=300

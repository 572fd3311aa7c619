#!/usr/bin/env bash
# base: solution
# fails: ten-percent
# A canary that no request reaches.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='release'].id" --output text)
aws apigateway update-stage --rest-api-id "$api" --stage-name prod \
  --patch-operations op=replace,path=/canarySettings/percentTraffic,value=0

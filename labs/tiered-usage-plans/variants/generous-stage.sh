#!/usr/bin/env bash
# base: solution
# Throttles on the stage and the method that take nothing from the tiers.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='shop'].id" --output text)
aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  'op=replace,path=/*/*/throttling/rateLimit,value=100' \
  'op=replace,path=/*/*/throttling/burstLimit,value=100' \
  'op=replace,path=/~1products/GET/throttling/rateLimit,value=1000' \
  'op=replace,path=/~1products/GET/throttling/burstLimit,value=2000'

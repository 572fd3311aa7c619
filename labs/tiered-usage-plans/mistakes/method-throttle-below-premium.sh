#!/usr/bin/env bash
# base: solution
# fails: no-lower-limit
# The method has a throttle of its own, below the tier.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='shop'].id" --output text)
aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  'op=replace,path=/~1products/GET/throttling/rateLimit,value=1000' \
  'op=replace,path=/~1products/GET/throttling/burstLimit,value=1000'

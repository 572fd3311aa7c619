#!/usr/bin/env bash
# base: solution
# fails: five-minutes
# The method's own setting is gone, and what counts for all methods is 60 seconds.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='catalog'].id" --output text)

aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  'op=replace,path=/*/*/caching/enabled,value=true' 'op=replace,path=/*/*/caching/ttlInSeconds,value=60'
aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  op=remove,path=/~1products/GET

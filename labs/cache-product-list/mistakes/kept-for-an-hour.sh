#!/usr/bin/env bash
# base: solution
# fails: five-minutes
# Prices would be an hour old.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='catalog'].id" --output text)

aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  op=replace,path=/~1products/GET/caching/ttlInSeconds,value=3600

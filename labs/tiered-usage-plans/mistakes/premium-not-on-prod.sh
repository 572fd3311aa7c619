#!/usr/bin/env bash
# base: solution
# fails: plans-on-prod
# The plan holds no stage, so its keys open nothing.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='shop'].id" --output text)
premium=$(aws apigateway get-usage-plans --query "items[?name=='Premium'].id" --output text)
aws apigateway update-usage-plan --usage-plan-id "$premium" \
  --patch-operations op=remove,path=/apiStages,value="$api:prod"

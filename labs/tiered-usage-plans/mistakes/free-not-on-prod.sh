#!/usr/bin/env bash
# base: solution
# fails: plans-on-prod
# The plan holds no stage, so its keys open nothing.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='shop'].id" --output text)
free=$(aws apigateway get-usage-plans --query "items[?name=='Free'].id" --output text)
aws apigateway update-usage-plan --usage-plan-id "$free" \
  --patch-operations op=remove,path=/apiStages,value="$api:prod"

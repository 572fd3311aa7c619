#!/usr/bin/env bash
# base: solution
# fails: premium-plan
# The burst was copied from the other plan.
set -euo pipefail

premium=$(aws apigateway get-usage-plans --query "items[?name=='Premium'].id" --output text)
aws apigateway update-usage-plan --usage-plan-id "$premium" \
  --patch-operations op=replace,path=/throttle/burstLimit,value=200

#!/usr/bin/env bash
# base: solution
# fails: premium-plan
# The paying customer is cut off after 10,000 calls a day.
set -euo pipefail

premium=$(aws apigateway get-usage-plans --query "items[?name=='Premium'].id" --output text)
aws apigateway update-usage-plan --usage-plan-id "$premium" \
  --patch-operations op=add,path=/quota/limit,value=10000 op=add,path=/quota/period,value=DAY

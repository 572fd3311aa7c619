#!/usr/bin/env bash
# base: solution
# fails: free-plan
# The quota is 10,000 a month, not a day.
set -euo pipefail

free=$(aws apigateway get-usage-plans --query "items[?name=='Free'].id" --output text)
aws apigateway update-usage-plan --usage-plan-id "$free" \
  --patch-operations op=replace,path=/quota/period,value=MONTH

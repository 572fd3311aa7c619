#!/usr/bin/env bash
# base: solution
# fails: free-plan
# Nothing stops a free customer from calling all day.
set -euo pipefail

free=$(aws apigateway get-usage-plans --query "items[?name=='Free'].id" --output text)
aws apigateway update-usage-plan --usage-plan-id "$free" \
  --patch-operations op=remove,path=/quota

#!/usr/bin/env bash
# base: solution
# fails: free-plan
# Free customers were promised 100 a second and get 10.
set -euo pipefail

free=$(aws apigateway get-usage-plans --query "items[?name=='Free'].id" --output text)
aws apigateway update-usage-plan --usage-plan-id "$free" \
  --patch-operations op=replace,path=/throttle/rateLimit,value=10

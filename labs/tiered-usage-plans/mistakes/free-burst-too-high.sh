#!/usr/bin/env bash
# base: solution
# fails: free-plan
# The burst is larger than the contract says.
set -euo pipefail

free=$(aws apigateway get-usage-plans --query "items[?name=='Free'].id" --output text)
aws apigateway update-usage-plan --usage-plan-id "$free" \
  --patch-operations op=replace,path=/throttle/burstLimit,value=250

#!/usr/bin/env bash
# base: solution
# fails: free-plan, burst-refused
# Only a quota, no throttle: a free customer may be as fast as the account.
set -euo pipefail

free=$(aws apigateway get-usage-plans --query "items[?name=='Free'].id" --output text)
aws apigateway update-usage-plan --usage-plan-id "$free" \
  --patch-operations op=remove,path=/throttle

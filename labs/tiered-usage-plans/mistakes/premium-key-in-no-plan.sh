#!/usr/bin/env bash
# base: solution
# fails: premium-key
# A key outside of every plan opens nothing.
set -euo pipefail

premium=$(aws apigateway get-usage-plans --query "items[?name=='Premium'].id" --output text)
premium_key=$(aws apigateway get-api-keys --query "items[?name=='premium-customer'].id" --output text)
aws apigateway delete-usage-plan-key --usage-plan-id "$premium" --key-id "$premium_key"

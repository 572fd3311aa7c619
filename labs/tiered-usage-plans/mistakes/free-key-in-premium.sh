#!/usr/bin/env bash
# base: solution
# fails: free-key
# The free customer was put into the wrong plan.
set -euo pipefail

free=$(aws apigateway get-usage-plans --query "items[?name=='Free'].id" --output text)
premium=$(aws apigateway get-usage-plans --query "items[?name=='Premium'].id" --output text)
free_key=$(aws apigateway get-api-keys --query "items[?name=='free-customer'].id" --output text)
aws apigateway delete-usage-plan-key --usage-plan-id "$free" --key-id "$free_key"
aws apigateway create-usage-plan-key --usage-plan-id "$premium" --key-id "$free_key" --key-type API_KEY

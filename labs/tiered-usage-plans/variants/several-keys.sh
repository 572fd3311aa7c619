#!/usr/bin/env bash
# base: solution
# More customers, another plan, and the shop's other API change nothing.
set -euo pipefail

aws apigateway create-rest-api --name shop-back-office
aws apigateway create-api-key --name another-free-customer --enabled
aws apigateway create-usage-plan --name Trial --throttle rateLimit=1,burstLimit=1
free=$(aws apigateway get-usage-plans --query "items[?name=='Free'].id" --output text)
another=$(aws apigateway get-api-keys --query "items[?name=='another-free-customer'].id" --output text)
aws apigateway create-usage-plan-key --usage-plan-id "$free" --key-id "$another" --key-type API_KEY

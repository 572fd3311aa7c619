#!/usr/bin/env bash
# base: solution
# fails: premium-key
# There is a plan, and nobody in it.
set -euo pipefail

premium_key=$(aws apigateway get-api-keys --query "items[?name=='premium-customer'].id" --output text)
aws apigateway delete-api-key --api-key "$premium_key"

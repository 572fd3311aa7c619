#!/usr/bin/env bash
# base: solution
# fails: free-key
# create-api-key without --enabled makes a key that is switched off.
set -euo pipefail

free_key=$(aws apigateway get-api-keys --query "items[?name=='free-customer'].id" --output text)
aws apigateway update-api-key --api-key "$free_key" --patch-operations op=replace,path=/enabled,value=false

#!/usr/bin/env bash
# base: solution
# fails: keys-decide
# The API reads keys from an authorizer, not from the header, and there is no authorizer.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='shop'].id" --output text)
aws apigateway update-rest-api --rest-api-id "$api" \
  --patch-operations op=replace,path=/apiKeySource,value=AUTHORIZER
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

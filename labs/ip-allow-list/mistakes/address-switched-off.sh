#!/usr/bin/env bash
# base: solution
# fails: office-allowed
# Nobody from outside calls the API any more, and nobody from the office either.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='office'].id" --output text)

aws apigateway update-rest-api --rest-api-id "$api" \
  --patch-operations op=replace,path=/disableExecuteApiEndpoint,value=true
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

#!/usr/bin/env bash
# base: solution
# fails: body-validated
# The validator looks at parameters, of which the method has none.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='intake'].id" --output text)
validator=$(aws apigateway get-request-validators --rest-api-id "$api" --query "items[?name=='body'].id" --output text)

aws apigateway update-request-validator --rest-api-id "$api" --request-validator-id "$validator" --patch-operations \
  op=replace,path=/validateRequestBody,value=false op=replace,path=/validateRequestParameters,value=true
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

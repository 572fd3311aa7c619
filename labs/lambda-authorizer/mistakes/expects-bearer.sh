#!/usr/bin/env bash
# base: solution
# fails: pass-decides
# Only what begins with Bearer is shown to the function, and passes do not.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='secure'].id" --output text)
authorizer=$(aws apigateway get-authorizers --rest-api-id "$api" --query "items[?name=='passes'].id" --output text)
aws apigateway update-authorizer --rest-api-id "$api" --authorizer-id "$authorizer" \
  --patch-operations 'op=replace,path=/identityValidationExpression,value=^Bearer .+$'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

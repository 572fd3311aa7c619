#!/usr/bin/env bash
# base: solution
# fails: kept-five-minutes
# Whoever loses a pass still gets in for an hour.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='secure'].id" --output text)
authorizer=$(aws apigateway get-authorizers --rest-api-id "$api" --query "items[?name=='passes'].id" --output text)
aws apigateway update-authorizer --rest-api-id "$api" --authorizer-id "$authorizer" \
  --patch-operations op=replace,path=/authorizerResultTtlInSeconds,value=3600
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

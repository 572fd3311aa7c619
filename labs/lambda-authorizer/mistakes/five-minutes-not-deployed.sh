#!/usr/bin/env bash
# base: solution
# fails: kept-five-minutes
# One minute is deployed. The five minutes are set since, and no stage serves them.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='secure'].id" --output text)
authorizer=$(aws apigateway get-authorizers --rest-api-id "$api" --query "items[?name=='passes'].id" --output text)
aws apigateway update-authorizer --rest-api-id "$api" --authorizer-id "$authorizer" \
  --patch-operations op=replace,path=/authorizerResultTtlInSeconds,value=60
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod
aws apigateway update-authorizer --rest-api-id "$api" --authorizer-id "$authorizer" \
  --patch-operations op=replace,path=/authorizerResultTtlInSeconds,value=300

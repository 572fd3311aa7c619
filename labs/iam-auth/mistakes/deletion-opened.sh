#!/usr/bin/env bash
# base: solution
# fails: role-answered
# The deletion was opened to everybody on the way.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='partner'].id" --output text)
report=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/report'].id" --output text)

aws apigateway update-method --rest-api-id "$api" --resource-id "$report" --http-method DELETE \
  --patch-operations op=replace,path=/authorizationType,value=NONE
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

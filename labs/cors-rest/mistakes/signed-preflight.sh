#!/usr/bin/env bash
# base: solution
# fails: preflight-open
# OPTIONS asks for a signature, which no browser makes for a preflight.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='web'].id" --output text)
items=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/items'].id" --output text)

aws apigateway update-method --rest-api-id "$api" --resource-id "$items" --http-method OPTIONS \
  --patch-operations op=replace,path=/authorizationType,value=AWS_IAM
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

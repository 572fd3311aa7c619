#!/usr/bin/env bash
# base: seed
# fails: role-may-call
# The method asks for a signature, and the role has no right to call it.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='partner'].id" --output text)
report=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/report'].id" --output text)

aws apigateway update-method --rest-api-id "$api" --resource-id "$report" --http-method GET \
  --patch-operations op=replace,path=/authorizationType,value=AWS_IAM
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

#!/usr/bin/env bash
# base: solution
# fails: asks-authorizer
# IAM asks for a signature, and readers have a pass.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='secure'].id" --output text)
private=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/private'].id" --output text)
aws apigateway update-method --rest-api-id "$api" --resource-id "$private" --http-method GET \
  --patch-operations op=replace,path=/authorizationType,value=AWS_IAM
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

#!/usr/bin/env bash
# base: solution
# fails: keys-decide
# IAM authorization besides the key: a customer who has only the key is refused.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='shop'].id" --output text)
products=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/products'].id" --output text)
aws apigateway update-method --rest-api-id "$api" --resource-id "$products" --http-method GET \
  --patch-operations op=replace,path=/authorizationType,value=AWS_IAM
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

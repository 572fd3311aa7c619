#!/usr/bin/env bash
# base: solution
# fails: body-validated
# The model is named for a content type in which no order comes.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='intake'].id" --output text)
orders=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/orders'].id" --output text)

aws apigateway update-method --rest-api-id "$api" --resource-id "$orders" --http-method POST --patch-operations \
  op=remove,path=/requestModels/application~1json op=add,path=/requestModels/application~1xml,value=Order
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

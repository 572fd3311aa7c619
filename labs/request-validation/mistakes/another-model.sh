#!/usr/bin/env bash
# base: solution
# fails: body-validated
# The method names a model that takes everything.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='intake'].id" --output text)
orders=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/orders'].id" --output text)

aws apigateway update-method --rest-api-id "$api" --resource-id "$orders" --http-method POST --patch-operations \
  op=replace,path=/requestModels/application~1json,value=Empty
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

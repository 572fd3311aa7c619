#!/usr/bin/env bash
# base: seed
# Order is made of two other models, each of which requires one field.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='intake'].id" --output text)
orders=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/orders'].id" --output text)

for field in sku quantity; do
  aws apigateway create-model --rest-api-id "$api" --name "With$field" --content-type application/json \
    --schema "{\"type\":\"object\",\"required\":[\"$field\"]}"
done
models=https://apigateway.amazonaws.com/restapis/$api/models
aws apigateway create-model --rest-api-id "$api" --name Order --content-type application/json \
  --schema "{\"allOf\":[{\"\$ref\":\"$models/Withsku\"},{\"\$ref\":\"$models/Withquantity\"}]}"
aws apigateway create-request-validator --rest-api-id "$api" --name body --validate-request-body
validator=$(aws apigateway get-request-validators --rest-api-id "$api" --query "items[?name=='body'].id" --output text)
aws apigateway update-method --rest-api-id "$api" --resource-id "$orders" --http-method POST --patch-operations \
  op=add,path=/requestModels/application~1json,value=Order op=replace,path=/requestValidatorId,value="$validator"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

#!/usr/bin/env bash
# A model that says what an order is, a validator that compares bodies with it, and a deployment.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='intake'].id" --output text)
orders=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/orders'].id" --output text)

aws apigateway create-model --rest-api-id "$api" --name Order --content-type application/json --schema '{
  "$schema": "http://json-schema.org/draft-04/schema#",
  "type": "object",
  "required": ["sku", "quantity"],
  "properties": {"sku": {"type": "string"}, "quantity": {"type": "integer", "minimum": 1}}
}'
aws apigateway create-request-validator --rest-api-id "$api" --name body --validate-request-body
validator=$(aws apigateway get-request-validators --rest-api-id "$api" --query "items[?name=='body'].id" --output text)

# Model and validator work only together, on the method.
aws apigateway update-method --rest-api-id "$api" --resource-id "$orders" --http-method POST --patch-operations \
  op=replace,path=/requestValidatorId,value="$validator" \
  op=add,path=/requestModels/application~1json,value=Order

aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

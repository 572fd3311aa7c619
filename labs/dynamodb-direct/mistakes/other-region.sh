#!/usr/bin/env bash
# base: solution
# fails: put-item
# The table is not where the integration looks for it.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='pets'].id" --output text)
pets=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/pets'].id" --output text)
aws apigateway update-integration --rest-api-id "$api" --resource-id "$pets" --http-method POST \
  --patch-operations op=replace,path=/uri,value=arn:aws:apigateway:eu-west-1:dynamodb:action/PutItem
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

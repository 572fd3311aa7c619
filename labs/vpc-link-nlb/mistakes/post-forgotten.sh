#!/usr/bin/env bash
# base: solution
# fails: integration
# POST has a method of its own, which calls over the internet.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='inventory'].id" --output text)
stock=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/stock'].id" --output text)
aws apigateway put-method --rest-api-id "$api" --resource-id "$stock" --http-method POST \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$stock" --http-method POST \
  --type HTTP_PROXY --integration-http-method POST --uri http://stock.example.com/
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

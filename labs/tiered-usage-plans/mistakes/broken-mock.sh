#!/usr/bin/env bash
# base: solution
# fails: keys-decide
# The right key gets a 500, since no integration response takes the status.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='shop'].id" --output text)
products=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/products'].id" --output text)
aws apigateway delete-integration-response --rest-api-id "$api" --resource-id "$products" --http-method GET \
  --status-code 200
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

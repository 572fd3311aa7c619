#!/usr/bin/env bash
# base: solution
# fails: answers-by-name
# The name leads to the stage, and the stage answers with an error.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='store'].id" --output text)
products=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/products'].id" --output text)

aws apigateway delete-integration-response --rest-api-id "$api" --resource-id "$products" --http-method GET \
  --status-code 200
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

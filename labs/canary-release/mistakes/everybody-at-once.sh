#!/usr/bin/env bash
# base: seed
# fails: canary
# Deployed in the ordinary way: all requests get the new version.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='release'].id" --output text)
offer=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/offer'].id" --output text)
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$offer" --http-method GET \
  --status-code 200 --response-templates '{"application/json":"{\"version\":\"new\"}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

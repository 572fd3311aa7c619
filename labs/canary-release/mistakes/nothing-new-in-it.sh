#!/usr/bin/env bash
# base: seed
# fails: tenth-gets-new
# The canary was made before the offer was changed.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='release'].id" --output text)
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod --description new \
  --canary-settings percentTraffic=10.0

offer=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/offer'].id" --output text)
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$offer" --http-method GET \
  --status-code 200 --response-templates '{"application/json":"{\"version\":\"new\"}"}'

#!/usr/bin/env bash
# base: seed
# One percent first, then ten.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='release'].id" --output text)
offer=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/offer'].id" --output text)
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$offer" --http-method GET \
  --status-code 200 --response-templates '{"application/json":"{\"version\":\"new\"}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod --description new \
  --canary-settings percentTraffic=1.0
aws apigateway update-stage --rest-api-id "$api" --stage-name prod \
  --patch-operations op=replace,path=/canarySettings/percentTraffic,value=10

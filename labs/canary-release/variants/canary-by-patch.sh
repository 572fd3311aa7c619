#!/usr/bin/env bash
# base: seed
# The deployment is made without a stage, and named as the canary afterwards.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='release'].id" --output text)
offer=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/offer'].id" --output text)
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$offer" --http-method GET \
  --status-code 200 --response-templates '{"application/json":"{\"version\":\"new\"}"}'
aws apigateway create-deployment --rest-api-id "$api" --description new
new=$(aws apigateway get-deployments --rest-api-id "$api" --query "items[?description=='new'].id" --output text)
aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  "op=replace,path=/canarySettings/deploymentId,value=$new" \
  op=replace,path=/canarySettings/percentTraffic,value=10

#!/usr/bin/env bash
# base: solution
# fails: serves-offer
# Stage and canary ask for a key that no caller has.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='release'].id" --output text)
offer=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/offer'].id" --output text)
aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations op=remove,path=/canarySettings
aws apigateway update-method --rest-api-id "$api" --resource-id "$offer" --http-method GET \
  --patch-operations op=replace,path=/apiKeyRequired,value=true
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod --description new \
  --canary-settings percentTraffic=10.0

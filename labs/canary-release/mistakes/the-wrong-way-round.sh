#!/usr/bin/env bash
# base: solution
# fails: tenth-gets-new
# The new version for everybody, the old one for a tenth.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='release'].id" --output text)
old=$(aws apigateway get-deployments --rest-api-id "$api" --query "items[?description=='old'].id" --output text)
new=$(aws apigateway get-deployments --rest-api-id "$api" --query "items[?description=='new'].id" --output text)
aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  "op=replace,path=/deploymentId,value=$new" "op=replace,path=/canarySettings/deploymentId,value=$old"

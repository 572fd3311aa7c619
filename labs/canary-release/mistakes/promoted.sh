#!/usr/bin/env bash
# base: solution
# fails: canary
# Promoted too early: the stage shows what the canary shows.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='release'].id" --output text)
aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  op=copy,from=/canarySettings/deploymentId,path=/deploymentId

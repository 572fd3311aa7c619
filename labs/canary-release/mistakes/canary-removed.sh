#!/usr/bin/env bash
# base: solution
# fails: canary
# The canary is gone.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='release'].id" --output text)
aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations op=remove,path=/canarySettings

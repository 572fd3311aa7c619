#!/usr/bin/env bash
# base: solution
# fails: unsigned-refused
# Whoever comes without a signature gets a friendly 200.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='partner'].id" --output text)

aws apigateway put-gateway-response --rest-api-id "$api" --response-type MISSING_AUTHENTICATION_TOKEN \
  --status-code 200
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

#!/usr/bin/env bash
# base: solution
# The default endpoint is disabled, and the empty path leads to the same stage.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='store'].id" --output text)

aws apigateway create-base-path-mapping --domain-name api.example.com --rest-api-id "$api" --stage prod
aws apigateway update-rest-api --rest-api-id "$api" \
  --patch-operations op=replace,path=/disableExecuteApiEndpoint,value=true
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

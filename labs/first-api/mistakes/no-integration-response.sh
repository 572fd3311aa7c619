#!/usr/bin/env bash
# base: solution
# fails: mock-method, answers-hello
# No integration response takes the status 200, so callers get a 500.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='hello'].id" --output text)
hello=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/hello'].id" --output text)

aws apigateway delete-integration-response --rest-api-id "$api" --resource-id "$hello" --http-method GET \
  --status-code 200
aws apigateway create-deployment --rest-api-id "$api" --stage-name dev

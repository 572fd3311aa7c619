#!/usr/bin/env bash
# base: solution
# fails: answers-hello
# The request template asks for status 418, and no integration response takes that.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='hello'].id" --output text)
hello=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/hello'].id" --output text)

aws apigateway put-integration --rest-api-id "$api" --resource-id "$hello" --http-method GET \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 418}"}'
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$hello" --http-method GET \
  --status-code 200 --selection-pattern 200 \
  --response-templates '{"application/json":"{\"message\":\"hello\"}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name dev

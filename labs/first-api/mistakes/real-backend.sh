#!/usr/bin/env bash
# base: solution
# fails: mock-method
# The edited API calls a backend; the stage still serves the mock.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='hello'].id" --output text)
hello=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/hello'].id" --output text)

aws apigateway put-integration --rest-api-id "$api" --resource-id "$hello" --http-method GET \
  --type HTTP_PROXY --integration-http-method GET --uri https://example.com/hello

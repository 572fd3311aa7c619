#!/usr/bin/env bash
# base: solution
# fails: search-refused
# The search has nothing that answers with 200: callers get 500 before any limit.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='busy'].id" --output text)
search=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/search'].id" --output text)
aws apigateway delete-integration-response --rest-api-id "$api" --resource-id "$search" --http-method GET --status-code 200
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

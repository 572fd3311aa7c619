#!/usr/bin/env bash
# base: solution
# fails: preflight-open
# GET carries the origin, and nobody answers OPTIONS.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='web'].id" --output text)
items=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/items'].id" --output text)

aws apigateway delete-method --rest-api-id "$api" --resource-id "$items" --http-method OPTIONS
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

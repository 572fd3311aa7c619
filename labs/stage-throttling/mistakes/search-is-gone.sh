#!/usr/bin/env bash
# base: solution
# fails: serves-search
# Deployed without the search.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='busy'].id" --output text)
search=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/search'].id" --output text)
aws apigateway delete-resource --rest-api-id "$api" --resource-id "$search"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

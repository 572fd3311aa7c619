#!/usr/bin/env bash
# base: solution
# fails: v1-live
# Version 1 was thrown out with the release.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='versions'].id" --output text)
v1=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/v1'].id" --output text)
aws apigateway delete-resource --rest-api-id "$api" --resource-id "$v1"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

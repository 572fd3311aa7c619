#!/usr/bin/env bash
# base: solution
# fails: kept-for-roll-back
# Nothing is left to roll back to.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='versions'].id" --output text)
first=$(aws apigateway get-deployments --rest-api-id "$api" --query "items[?description=='version 1'].id" --output text)
aws apigateway delete-deployment --rest-api-id "$api" --deployment-id "$first"

#!/usr/bin/env bash
# base: solution
# fails: refusal-told
# Without a pattern every answer of the table is told as 200.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='pets'].id" --output text)
pets=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/pets'].id" --output text)
aws apigateway delete-integration-response --rest-api-id "$api" --resource-id "$pets" --http-method POST \
  --status-code 400
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

#!/usr/bin/env bash
# base: solution
# fails: put-item
# It answers as if a pet had been stored, and nothing is.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='pets'].id" --output text)
pets=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/pets'].id" --output text)
aws apigateway put-integration --rest-api-id "$api" --resource-id "$pets" --http-method POST \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$pets" --http-method POST \
  --status-code 200 --response-templates '{"application/json":"{\"id\":\"$context.requestId\"}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

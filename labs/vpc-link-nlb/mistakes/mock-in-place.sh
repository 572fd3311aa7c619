#!/usr/bin/env bash
# base: solution
# fails: integration
# A mock that was put there for a test.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='inventory'].id" --output text)
stock=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/stock'].id" --output text)
aws apigateway put-integration --rest-api-id "$api" --resource-id "$stock" --http-method ANY \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$stock" --http-method ANY --status-code 200
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$stock" --http-method ANY \
  --status-code 200 --response-templates '{"application/json":"{\"shelf\":\"A7\",\"boxes\":41}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

#!/usr/bin/env bash
# base: solution
# fails: http-integration
# A mock gives a fixed quote, and nobody asks the server.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='quotes'].id" --output text)
symbol=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/quote/{symbol}'].id" --output text)

aws apigateway put-integration --rest-api-id "$api" --resource-id "$symbol" --http-method GET \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$symbol" --http-method GET \
  --status-code 200 \
  --response-templates '{"application/json":"{\"symbol\":\"ACME\",\"price\":182.4}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

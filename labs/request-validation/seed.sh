#!/usr/bin/env bash
# The intake as it is today: every body is taken, complete or not. A mock stands for the backend.
set -euo pipefail

aws apigateway create-rest-api --name intake --endpoint-configuration types=REGIONAL
api=$(aws apigateway get-rest-apis --query "items[?name=='intake'].id" --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part orders
orders=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/orders'].id" --output text)

aws apigateway put-method --rest-api-id "$api" --resource-id "$orders" --http-method POST \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$orders" --http-method POST \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 201}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$orders" --http-method POST \
  --status-code 201
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$orders" --http-method POST \
  --status-code 201 --response-templates '{"application/json":"{\"accepted\":true}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

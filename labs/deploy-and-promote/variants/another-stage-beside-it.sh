#!/usr/bin/env bash
# base: seed
# Another stage shows version 1 still, and one greedy path takes GET /v2.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='versions'].id" --output text)
first=$(aws apigateway get-deployments --rest-api-id "$api" --query "items[0].id" --output text)
aws apigateway create-stage --rest-api-id "$api" --stage-name previous --deployment-id "$first"
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part '{proxy+}'
any=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/{proxy+}'].id" --output text)

aws apigateway put-method --rest-api-id "$api" --resource-id "$any" --http-method ANY \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$any" --http-method ANY \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$any" --http-method ANY \
  --status-code 200
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$any" --http-method ANY \
  --status-code 200 --response-templates '{"application/json":"{\"version\":\"2\"}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

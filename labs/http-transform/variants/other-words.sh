#!/usr/bin/env bash
# base: seed
# ANY instead of GET, another name for the place in the address, one pattern for all errors of callers.
set -euo pipefail

server=$(aws apigateway get-rest-apis --query "items[?name=='quotes-server'].id" --output text)
aws apigateway create-rest-api --name quotes --endpoint-configuration types=REGIONAL
api=$(aws apigateway get-rest-apis --query "items[?name=='quotes'].id" --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part quote
quote=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/quote'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$quote" --path-part '{symbol}'
symbol=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/quote/{symbol}'].id" --output text)

aws apigateway put-method --rest-api-id "$api" --resource-id "$symbol" --http-method ANY \
  --authorization-type NONE --request-parameters method.request.path.symbol=true
aws apigateway put-integration --rest-api-id "$api" --resource-id "$symbol" --http-method ANY \
  --type HTTP --integration-http-method GET \
  --uri "https://$server.execute-api.us-east-1.amazonaws.com/prod/v1/instruments/{ticker}" \
  --request-parameters integration.request.path.ticker=method.request.path.symbol

aws apigateway put-method-response --rest-api-id "$api" --resource-id "$symbol" --http-method ANY \
  --status-code 200
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$symbol" --http-method ANY \
  --status-code 200 --response-templates '{
    "application/json": "#set($answer = $input.path(\"$\")){\"price\": $answer.lastTrade.price, \"symbol\": \"$answer.instrument.ticker\"}"
  }'

aws apigateway put-method-response --rest-api-id "$api" --resource-id "$symbol" --http-method ANY \
  --status-code 404
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$symbol" --http-method ANY \
  --status-code 404 --selection-pattern '4\d{2}' \
  --response-templates '{"application/json": "{\"message\": \"unknown symbol\"}"}'

aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

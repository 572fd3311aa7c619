#!/usr/bin/env bash
# base: seed
# fails: http-integration
# The proxy form hands the server's answer on, internal rating included.
set -euo pipefail

server=$(aws apigateway get-rest-apis --query "items[?name=='quotes-server'].id" --output text)
aws apigateway create-rest-api --name quotes --endpoint-configuration types=REGIONAL
api=$(aws apigateway get-rest-apis --query "items[?name=='quotes'].id" --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part quote
quote=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/quote'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$quote" --path-part '{symbol}'
symbol=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/quote/{symbol}'].id" --output text)

aws apigateway put-method --rest-api-id "$api" --resource-id "$symbol" --http-method GET \
  --authorization-type NONE --request-parameters method.request.path.symbol=true
aws apigateway put-integration --rest-api-id "$api" --resource-id "$symbol" --http-method GET \
  --type HTTP_PROXY --integration-http-method GET \
  --uri "https://$server.execute-api.us-east-1.amazonaws.com/prod/v1/instruments/{symbol}" \
  --request-parameters integration.request.path.symbol=method.request.path.symbol

aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

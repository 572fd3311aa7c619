#!/usr/bin/env bash
# base: solution
# fails: answers
# The form that translates answers 200, whatever the server says.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='inventory'].id" --output text)
stock=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/stock'].id" --output text)
link=$(aws apigateway get-vpc-links --query "items[?name=='backend'].id" --output text)
aws apigateway put-integration --rest-api-id "$api" --resource-id "$stock" --http-method ANY \
  --type HTTP --integration-http-method ANY --uri http://stock.warehouse.internal/stock \
  --connection-type VPC_LINK --connection-id "$link"
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$stock" --http-method ANY --status-code 200
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$stock" --http-method ANY --status-code 200
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

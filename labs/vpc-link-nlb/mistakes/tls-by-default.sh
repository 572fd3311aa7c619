#!/usr/bin/env bash
# base: solution
# fails: integration
# With https the call goes to port 443, on which nobody listens.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='inventory'].id" --output text)
stock=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/stock'].id" --output text)
link=$(aws apigateway get-vpc-links --query "items[?name=='backend'].id" --output text)
aws apigateway put-integration --rest-api-id "$api" --resource-id "$stock" --http-method ANY \
  --type HTTP_PROXY --integration-http-method ANY --uri https://stock.warehouse.internal/stock \
  --connection-type VPC_LINK --connection-id "$link"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

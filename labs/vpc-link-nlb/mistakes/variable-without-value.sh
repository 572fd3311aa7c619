#!/usr/bin/env bash
# base: solution
# fails: integration
# A stage variable is to name the link, and the stage has none.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='inventory'].id" --output text)
stock=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/stock'].id" --output text)
aws apigateway put-integration --rest-api-id "$api" --resource-id "$stock" --http-method ANY \
  --type HTTP_PROXY --integration-http-method ANY --uri http://stock.warehouse.internal/stock \
  --connection-type VPC_LINK --connection-id '${stageVariables.link}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

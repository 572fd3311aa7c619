#!/usr/bin/env bash
# Two tiers on one API: a plan for each, a key for each customer.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='shop'].id" --output text)
products=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/products'].id" --output text)

# The method asks for a key, and the stage serves that only after a deployment.
aws apigateway update-method --rest-api-id "$api" --resource-id "$products" --http-method GET \
  --patch-operations op=replace,path=/apiKeyRequired,value=true
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

# A plan for each tier, on the stage. Changes here take effect without a deployment.
aws apigateway create-usage-plan --name Free --api-stages "apiId=$api,stage=prod" \
  --throttle rateLimit=100,burstLimit=200 --quota limit=10000,period=DAY
aws apigateway create-usage-plan --name Premium --api-stages "apiId=$api,stage=prod" \
  --throttle rateLimit=1000,burstLimit=2000

# A key for each customer, each in its plan.
aws apigateway create-api-key --name free-customer --enabled
aws apigateway create-api-key --name premium-customer --enabled
free=$(aws apigateway get-usage-plans --query "items[?name=='Free'].id" --output text)
premium=$(aws apigateway get-usage-plans --query "items[?name=='Premium'].id" --output text)
free_key=$(aws apigateway get-api-keys --query "items[?name=='free-customer'].id" --output text)
premium_key=$(aws apigateway get-api-keys --query "items[?name=='premium-customer'].id" --output text)
aws apigateway create-usage-plan-key --usage-plan-id "$free" --key-id "$free_key" --key-type API_KEY
aws apigateway create-usage-plan-key --usage-plan-id "$premium" --key-id "$premium_key" --key-type API_KEY

#!/usr/bin/env bash
# base: seed
# Keys and plans first, joined to the stage and the method last.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='shop'].id" --output text)
products=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/products'].id" --output text)

aws apigateway create-api-key --name premium-customer
aws apigateway create-api-key --name free-customer
free_key=$(aws apigateway get-api-keys --query "items[?name=='free-customer'].id" --output text)
premium_key=$(aws apigateway get-api-keys --query "items[?name=='premium-customer'].id" --output text)
aws apigateway update-api-key --api-key "$free_key" --patch-operations op=replace,path=/enabled,value=true
aws apigateway update-api-key --api-key "$premium_key" --patch-operations op=replace,path=/enabled,value=true

aws apigateway create-usage-plan --name Premium
aws apigateway create-usage-plan --name Free
free=$(aws apigateway get-usage-plans --query "items[?name=='Free'].id" --output text)
premium=$(aws apigateway get-usage-plans --query "items[?name=='Premium'].id" --output text)
aws apigateway update-usage-plan --usage-plan-id "$premium" --patch-operations \
  op=replace,path=/throttle/rateLimit,value=1000 op=replace,path=/throttle/burstLimit,value=2000 \
  op=add,path=/apiStages,value="$api:prod"
aws apigateway update-usage-plan --usage-plan-id "$free" --patch-operations \
  op=replace,path=/throttle/rateLimit,value=100 op=replace,path=/throttle/burstLimit,value=200 \
  op=replace,path=/quota/limit,value=10000 op=replace,path=/quota/period,value=DAY \
  op=add,path=/apiStages,value="$api:prod"
aws apigateway create-usage-plan-key --usage-plan-id "$premium" --key-id "$premium_key" --key-type API_KEY
aws apigateway create-usage-plan-key --usage-plan-id "$free" --key-id "$free_key" --key-type API_KEY

aws apigateway update-method --rest-api-id "$api" --resource-id "$products" --http-method GET \
  --patch-operations op=replace,path=/apiKeyRequired,value=true
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

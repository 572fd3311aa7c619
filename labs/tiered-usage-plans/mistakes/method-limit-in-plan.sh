#!/usr/bin/env bash
# base: solution
# fails: free-plan
# The plan has a limit for the method alone, below the tier.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='shop'].id" --output text)
free=$(aws apigateway get-usage-plans --query "items[?name=='Free'].id" --output text)
free_key=$(aws apigateway get-api-keys --query "items[?name=='free-customer'].id" --output text)
aws apigateway delete-usage-plan-key --usage-plan-id "$free" --key-id "$free_key"
aws apigateway update-usage-plan --usage-plan-id "$free" \
  --patch-operations op=remove,path=/apiStages,value="$api:prod"
aws apigateway delete-usage-plan --usage-plan-id "$free"
stages="[{\"apiId\":\"$api\",\"stage\":\"prod\",\"throttle\":{\"/products/GET\":{\"rateLimit\":10,\"burstLimit\":20}}}]"
aws apigateway create-usage-plan --name Free --api-stages "$stages" \
  --throttle rateLimit=100,burstLimit=200 --quota limit=10000,period=DAY
fresh=$(aws apigateway get-usage-plans --query "items[?name=='Free'].id" --output text)
aws apigateway create-usage-plan-key --usage-plan-id "$fresh" --key-id "$free_key" --key-type API_KEY

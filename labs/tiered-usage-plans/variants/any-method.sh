#!/usr/bin/env bash
# base: empty
# A shop of its own making: ANY in place of GET, the key asked for from the start.
set -euo pipefail

aws apigateway create-rest-api --name shop --endpoint-configuration types=REGIONAL
api=$(aws apigateway get-rest-apis --query "items[?name=='shop'].id" --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part products
products=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/products'].id" --output text)

aws apigateway put-method --rest-api-id "$api" --resource-id "$products" --http-method ANY \
  --authorization-type NONE --api-key-required
aws apigateway put-integration --rest-api-id "$api" --resource-id "$products" --http-method ANY \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$products" --http-method ANY \
  --status-code 200
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$products" --http-method ANY \
  --status-code 200 --response-templates '{"application/json":"[{\"sku\":\"mug\",\"price\":9}]"}'
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

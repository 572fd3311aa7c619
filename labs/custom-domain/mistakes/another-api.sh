#!/usr/bin/env bash
# base: solution
# fails: v1-mapped
# The right path and the right stage name, of the wrong API.
set -euo pipefail

aws apigateway create-rest-api --name other --endpoint-configuration types=REGIONAL
other=$(aws apigateway get-rest-apis --query "items[?name=='other'].id" --output text)
root=$(aws apigateway get-resources --rest-api-id "$other" --query "items[?path=='/'].id" --output text)
aws apigateway put-method --rest-api-id "$other" --resource-id "$root" --http-method GET \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$other" --resource-id "$root" --http-method GET \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway create-deployment --rest-api-id "$other" --stage-name prod
aws apigateway update-base-path-mapping --domain-name api.example.com --base-path v1 \
  --patch-operations op=replace,path=/restapiId,value="$other"

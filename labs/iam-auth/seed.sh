#!/usr/bin/env bash
# A report that anybody may read, its deletion that only signed calls may ask for, and a role for the
# partner that may do nothing yet.
set -euo pipefail

aws apigateway create-rest-api --name partner --endpoint-configuration types=REGIONAL
api=$(aws apigateway get-rest-apis --query "items[?name=='partner'].id" --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part report
report=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/report'].id" --output text)

aws apigateway put-method --rest-api-id "$api" --resource-id "$report" --http-method GET \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$report" --http-method GET \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$report" --http-method GET \
  --status-code 200
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$report" --http-method GET \
  --status-code 200 --response-templates '{"application/json":"{\"visitors\":1204}"}'
aws apigateway put-method --rest-api-id "$api" --resource-id "$report" --http-method DELETE \
  --authorization-type AWS_IAM
aws apigateway put-integration --rest-api-id "$api" --resource-id "$report" --http-method DELETE \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$report" --http-method DELETE \
  --status-code 200
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$report" --http-method DELETE \
  --status-code 200 --response-templates '{"application/json":"{\"deleted\":true}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

account=$(aws sts get-caller-identity --query Account --output text)
trust=$(jq -cn --arg owner "arn:aws:iam::$account:root" '{Version:"2012-10-17",Statement:[
  {Effect:"Allow",Principal:{AWS:$owner},Action:"sts:AssumeRole"}
]}')
aws iam create-role --role-name partner-caller --assume-role-policy-document "$trust"

#!/usr/bin/env bash
# base: seed
# ANY takes the report and everything beside it, signed. The role may still only read.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='partner'].id" --output text)
account=$(aws sts get-caller-identity --query Account --output text)
report=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/report'].id" --output text)

aws apigateway delete-method --rest-api-id "$api" --resource-id "$report" --http-method GET
aws apigateway delete-method --rest-api-id "$api" --resource-id "$report" --http-method DELETE
aws apigateway put-method --rest-api-id "$api" --resource-id "$report" --http-method ANY \
  --authorization-type AWS_IAM
aws apigateway put-integration --rest-api-id "$api" --resource-id "$report" --http-method ANY \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$report" --http-method ANY \
  --status-code 200
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$report" --http-method ANY \
  --status-code 200 --response-templates '{"application/json":"{\"visitors\":1204}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

policy=$(jq -cn --arg place "arn:aws:execute-api:us-east-1:$account:$api" '{Version:"2012-10-17",Statement:[
  {Effect:"Allow",Action:"execute-api:Invoke",Resource:($place + "/prod/GET/report")}
]}')
aws iam put-role-policy --role-name partner-caller --policy-name call-report --policy-document "$policy"

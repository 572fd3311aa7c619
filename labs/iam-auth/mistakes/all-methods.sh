#!/usr/bin/env bash
# base: seed
# fails: role-nothing-else
# A star for the method: the partner may delete the report.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='partner'].id" --output text)
account=$(aws sts get-caller-identity --query Account --output text)
report=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/report'].id" --output text)

aws apigateway update-method --rest-api-id "$api" --resource-id "$report" --http-method GET \
  --patch-operations op=replace,path=/authorizationType,value=AWS_IAM
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

policy=$(jq -cn --arg place "arn:aws:execute-api:us-east-1:$account:$api" '{Version:"2012-10-17",Statement:[
  {Effect:"Allow",Action:"execute-api:Invoke",Resource:($place + "/prod/*/report")}
]}')
aws iam put-role-policy --role-name partner-caller --policy-name call-report --policy-document "$policy"

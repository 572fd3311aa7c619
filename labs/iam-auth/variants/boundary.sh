#!/usr/bin/env bash
# base: seed
# The role's own policy is too wide, and its boundary leaves the report alone.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='partner'].id" --output text)
account=$(aws sts get-caller-identity --query Account --output text)
report=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/report'].id" --output text)

aws apigateway update-method --rest-api-id "$api" --resource-id "$report" --http-method GET \
  --patch-operations op=replace,path=/authorizationType,value=AWS_IAM
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

policy=$(jq -cn --arg place "arn:aws:execute-api:us-east-1:$account:$api" '{Version:"2012-10-17",Statement:[
  {Effect:"Allow",Action:"execute-api:*",Resource:"*"}
]}')
aws iam put-role-policy --role-name partner-caller --policy-name call-report --policy-document "$policy"

boundary=$(jq -cn --arg report "arn:aws:execute-api:us-east-1:$account:$api/prod/GET/report" '{Version:"2012-10-17",Statement:[
  {Effect:"Allow",Action:"execute-api:Invoke",Resource:$report}
]}')
aws iam create-policy --policy-name only-the-report --policy-document "$boundary"
aws iam put-role-permissions-boundary --role-name partner-caller \
  --permissions-boundary "arn:aws:iam::$account:policy/only-the-report"

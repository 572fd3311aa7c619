#!/usr/bin/env bash
# base: solution
# fails: role-may-call
# The allow is right. Another policy of the role denies every call.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='partner'].id" --output text)
account=$(aws sts get-caller-identity --query Account --output text)

policy=$(jq -cn --arg place "arn:aws:execute-api:us-east-1:$account:$api" '{Version:"2012-10-17",Statement:[
  {Effect:"Deny",Action:"execute-api:Invoke",Resource:"*"}
]}')
aws iam put-role-policy --role-name partner-caller --policy-name no-calls --policy-document "$policy"

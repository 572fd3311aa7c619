#!/usr/bin/env bash
# base: seed
# fails: signed-only
# The role may call, and so may everybody: the method asks nobody who they are.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='partner'].id" --output text)
account=$(aws sts get-caller-identity --query Account --output text)

policy=$(jq -cn --arg place "arn:aws:execute-api:us-east-1:$account:$api" '{Version:"2012-10-17",Statement:[
  {Effect:"Allow",Action:"execute-api:Invoke",Resource:($place + "/prod/GET/report")}
]}')
aws iam put-role-policy --role-name partner-caller --policy-name call-report --policy-document "$policy"

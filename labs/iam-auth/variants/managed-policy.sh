#!/usr/bin/env bash
# base: seed
# A policy of its own, attached to the role, before the method asks for signatures.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='partner'].id" --output text)
account=$(aws sts get-caller-identity --query Account --output text)
report=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/report'].id" --output text)

policy=$(jq -cn --arg report "arn:aws:execute-api:us-east-1:$account:$api/prod/GET/report" '{Version:"2012-10-17",Statement:{
  Effect:"Allow",Action:["execute-api:Invoke"],Resource:[$report]
}}')
aws iam create-policy --policy-name call-report --policy-document "$policy"
aws iam attach-role-policy --role-name partner-caller --policy-arn "arn:aws:iam::$account:policy/call-report"
aws apigateway update-method --rest-api-id "$api" --resource-id "$report" --http-method GET \
  --patch-operations op=replace,path=/authorizationType,value=AWS_IAM
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

#!/usr/bin/env bash
# base: seed
# fails: role-may-call
# apigateway:GET is the right to look at the API's settings, not to call it.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='partner'].id" --output text)
account=$(aws sts get-caller-identity --query Account --output text)
report=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/report'].id" --output text)

aws apigateway update-method --rest-api-id "$api" --resource-id "$report" --http-method GET \
  --patch-operations op=replace,path=/authorizationType,value=AWS_IAM
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

policy='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"apigateway:GET","Resource":"*"}]}'
aws iam put-role-policy --role-name partner-caller --policy-name call-report --policy-document "$policy"

#!/usr/bin/env bash
# base: seed
# fails: role-answered
# The API's own policy names the role and waits for a deployment.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='partner'].id" --output text)
account=$(aws sts get-caller-identity --query Account --output text)
report=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/report'].id" --output text)

aws apigateway update-method --rest-api-id "$api" --resource-id "$report" --http-method GET \
  --patch-operations op=replace,path=/authorizationType,value=AWS_IAM
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

policy=$(jq -cn --arg role "arn:aws:iam::$account:role/partner-caller" '{Version:"2012-10-17",Statement:[
  {Effect:"Allow",Principal:{AWS:$role},Action:"execute-api:Invoke",Resource:"execute-api:/prod/GET/report"}
]}')
patch=$(jq -cn --arg policy "$policy" '[{op:"replace",path:"/policy",value:$policy}]')
aws apigateway update-rest-api --rest-api-id "$api" --patch-operations "$patch"

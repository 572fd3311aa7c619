#!/usr/bin/env bash
# base: solution
# fails: role-nothing-else
# The role's policy is right, and the API's own lets the role call everything.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='partner'].id" --output text)
account=$(aws sts get-caller-identity --query Account --output text)

policy=$(jq -cn --arg role "arn:aws:iam::$account:role/partner-caller" '{Version:"2012-10-17",Statement:[
  {Effect:"Allow",Principal:{AWS:$role},Action:"execute-api:Invoke",Resource:"execute-api:/*"}
]}')
patch=$(jq -cn --arg policy "$policy" '[{op:"replace",path:"/policy",value:$policy}]')
aws apigateway update-rest-api --rest-api-id "$api" --patch-operations "$patch"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

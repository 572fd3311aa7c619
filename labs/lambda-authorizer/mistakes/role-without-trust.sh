#!/usr/bin/env bash
# base: solution
# fails: may-invoke
# The role may invoke the function, and trusts Lambda instead of API Gateway.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='secure'].id" --output text)
authorizer=$(aws apigateway get-authorizers --rest-api-id "$api" --query "items[?name=='passes'].id" --output text)
authz=$(aws lambda get-function-configuration --function-name authz --query FunctionArn --output text)
role=$(aws lambda get-function-configuration --function-name authz --query Role --output text)
aws iam put-role-policy --role-name authz-fn --policy-name invoke --policy-document \
  "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"lambda:InvokeFunction\",\"Resource\":\"$authz\"}]}"
aws apigateway update-authorizer --rest-api-id "$api" --authorizer-id "$authorizer" \
  --patch-operations "op=replace,path=/authorizerCredentials,value=$role"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

#!/usr/bin/env bash
# base: seed
# The authorizer calls the function as a role; the function itself lets nobody in.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='secure'].id" --output text)
private=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/private'].id" --output text)
authz=$(aws lambda get-function-configuration --function-name authz --query FunctionArn --output text)
region=$(echo "$authz" | cut -d: -f4)
account=$(echo "$authz" | cut -d: -f5)

aws iam create-role --role-name door --assume-role-policy-document \
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"apigateway.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
aws iam put-role-policy --role-name door --policy-name invoke --policy-document \
  "{\"Version\":\"2012-10-17\",\"Statement\":[{\"Effect\":\"Allow\",\"Action\":\"lambda:*\",\"Resource\":[\"$authz\"]}]}"
role=$(aws iam get-role --role-name door --query Role.Arn --output text)

aws apigateway create-authorizer --rest-api-id "$api" --name passes --type TOKEN --authorizer-credentials "$role" \
  --authorizer-uri "arn:aws:apigateway:$region:lambda:path/2015-03-31/functions/$authz/invocations" \
  --identity-source method.request.header.Authorization --authorizer-result-ttl-in-seconds 300
authorizer=$(aws apigateway get-authorizers --rest-api-id "$api" --query "items[?name=='passes'].id" --output text)

aws apigateway update-method --rest-api-id "$api" --resource-id "$private" --http-method GET \
  --patch-operations op=replace,path=/authorizationType,value=CUSTOM \
  "op=replace,path=/authorizerId,value=$authorizer"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

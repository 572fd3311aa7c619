#!/usr/bin/env bash
# base: solution
# fails: may-invoke
# The authorizer calls as a role that trusts API Gateway and may do nothing.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='secure'].id" --output text)
authorizer=$(aws apigateway get-authorizers --rest-api-id "$api" --query "items[?name=='passes'].id" --output text)
aws iam create-role --role-name door --assume-role-policy-document \
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"apigateway.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
role=$(aws iam get-role --role-name door --query Role.Arn --output text)
aws apigateway update-authorizer --rest-api-id "$api" --authorizer-id "$authorizer" \
  --patch-operations "op=replace,path=/authorizerCredentials,value=$role"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

#!/usr/bin/env bash
# base: solution
# fails: may-invoke
# The permission is for calls of the method. An authorizer asks under an address of its own.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='secure'].id" --output text)
authz=$(aws lambda get-function-configuration --function-name authz --query FunctionArn --output text)
region=$(echo "$authz" | cut -d: -f4)
account=$(echo "$authz" | cut -d: -f5)

aws lambda remove-permission --function-name authz --statement-id api-gateway
aws lambda add-permission --function-name authz --statement-id api-gateway \
  --action lambda:InvokeFunction --principal apigateway.amazonaws.com \
  --source-arn "arn:aws:execute-api:$region:$account:$api/*/GET/private"

#!/usr/bin/env bash
# An authorizer of type TOKEN in front of GET /private, which API Gateway may ask.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='secure'].id" --output text)
private=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/private'].id" --output text)
authz=$(aws lambda get-function-configuration --function-name authz --query FunctionArn --output text)
region=$(echo "$authz" | cut -d: -f4)
account=$(echo "$authz" | cut -d: -f5)

aws apigateway create-authorizer --rest-api-id "$api" --name passes --type TOKEN \
  --authorizer-uri "arn:aws:apigateway:$region:lambda:path/2015-03-31/functions/$authz/invocations" \
  --identity-source method.request.header.Authorization --authorizer-result-ttl-in-seconds 300
authorizer=$(aws apigateway get-authorizers --rest-api-id "$api" --query "items[?name=='passes'].id" --output text)
aws lambda add-permission --function-name authz --statement-id api-gateway \
  --action lambda:InvokeFunction --principal apigateway.amazonaws.com \
  --source-arn "arn:aws:execute-api:$region:$account:$api/authorizers/$authorizer"

aws apigateway update-method --rest-api-id "$api" --resource-id "$private" --http-method GET \
  --patch-operations op=replace,path=/authorizationType,value=CUSTOM \
  "op=replace,path=/authorizerId,value=$authorizer"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

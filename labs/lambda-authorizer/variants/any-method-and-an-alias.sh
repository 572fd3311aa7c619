#!/usr/bin/env bash
# base: seed
# The path takes any method, and the authorizer calls an alias, whose own policy lets every API in.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='secure'].id" --output text)
private=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/private'].id" --output text)
authz=$(aws lambda get-function-configuration --function-name authz --query FunctionArn --output text)
region=$(echo "$authz" | cut -d: -f4)
account=$(echo "$authz" | cut -d: -f5)

aws lambda publish-version --function-name authz
aws lambda create-alias --function-name authz --name live --function-version 1
aws lambda add-permission --function-name authz --qualifier live --statement-id api-gateway \
  --action lambda:InvokeFunction --principal apigateway.amazonaws.com --source-account "$account"
aws apigateway create-authorizer --rest-api-id "$api" --name door --type TOKEN \
  --authorizer-uri "arn:aws:apigateway:$region:lambda:path/2015-03-31/functions/$authz:live/invocations" \
  --identity-source method.request.header.authorization --identity-validation-expression "pass-[0-9]+"
authorizer=$(aws apigateway get-authorizers --rest-api-id "$api" --query "items[?name=='door'].id" --output text)

aws apigateway delete-method --rest-api-id "$api" --resource-id "$private" --http-method GET
aws apigateway put-method --rest-api-id "$api" --resource-id "$private" --http-method ANY \
  --authorization-type CUSTOM --authorizer-id "$authorizer"
aws apigateway put-integration --rest-api-id "$api" --resource-id "$private" --http-method ANY \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$private" --http-method ANY \
  --status-code 200
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$private" --http-method ANY \
  --status-code 200 --response-templates '{"application/json":"{\"letters\":[\"1848-03-02\"]}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

#!/usr/bin/env bash
# base: solution
# fails: authz-decides
# The authorizer asks a function of its own that lets everybody in.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='secure'].id" --output text)
authorizer=$(aws apigateway get-authorizers --rest-api-id "$api" --query "items[?name=='passes'].id" --output text)
authz=$(aws lambda get-function-configuration --function-name authz --query FunctionArn --output text)
role=$(aws lambda get-function-configuration --function-name authz --query Role --output text)
region=$(echo "$authz" | cut -d: -f4)

cat > index.mjs <<'JS'
export const handler = async () => ({
  principalId: "anybody",
  policyDocument: {
    Version: "2012-10-17",
    Statement: [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: "*" }],
  },
});
JS
zip -q always.zip index.mjs
aws lambda create-function --function-name always --runtime nodejs24.x --handler index.handler \
  --role "$role" --zip-file fileb://always.zip
aws lambda add-permission --function-name always --statement-id api-gateway \
  --action lambda:InvokeFunction --principal apigateway.amazonaws.com
always=$(aws lambda get-function-configuration --function-name always --query FunctionArn --output text)
aws apigateway update-authorizer --rest-api-id "$api" --authorizer-id "$authorizer" --patch-operations \
  "op=replace,path=/authorizerUri,value=arn:aws:apigateway:$region:lambda:path/2015-03-31/functions/$always/invocations"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

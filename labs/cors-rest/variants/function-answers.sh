#!/usr/bin/env bash
# base: seed
# Behind a proxy integration the backend writes the headers, for the preflight and for the answer.
set -euo pipefail

cat >index.mjs <<'JS'
export const handler = async ({ httpMethod }) => ({
  statusCode: httpMethod === 'OPTIONS' ? 204 : 200,
  headers: {
    'Access-Control-Allow-Origin': 'https://app.example.com',
    'Access-Control-Allow-Methods': 'GET',
    'Access-Control-Allow-Headers': 'content-type',
  },
  body: httpMethod === 'OPTIONS' ? '' : '{"items":["mug"]}',
});
JS
zip -q items.zip index.mjs
aws iam create-role --role-name web-fn --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
role=$(aws iam get-role --role-name web-fn --query Role.Arn --output text)
aws lambda create-function --function-name web --runtime nodejs22.x --handler index.handler \
  --role "$role" --zip-file fileb://items.zip
function=$(aws lambda get-function-configuration --function-name web --query FunctionArn --output text)
aws lambda add-permission --function-name web --statement-id gateway --action lambda:InvokeFunction \
  --principal apigateway.amazonaws.com

api=$(aws apigateway get-rest-apis --query "items[?name=='web'].id" --output text)
items=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/items'].id" --output text)
aws apigateway delete-method --rest-api-id "$api" --resource-id "$items" --http-method GET
aws apigateway put-method --rest-api-id "$api" --resource-id "$items" --http-method ANY \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$items" --http-method ANY \
  --type AWS_PROXY --integration-http-method POST \
  --uri "arn:aws:apigateway:us-east-1:lambda:path/2015-03-31/functions/$function/invocations"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

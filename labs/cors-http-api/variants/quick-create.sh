#!/usr/bin/env bash
# base: empty
# One call makes the API, its $default route, its stage and the CORS setting.
set -euo pipefail

cat >index.mjs <<'JS'
export const handler = async () => ({
  statusCode: 200,
  headers: { 'content-type': 'application/json' },
  body: '{"items":["mug"]}',
});
JS
zip -q webapp.zip index.mjs
aws iam create-role --role-name webapp-fn --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
role=$(aws iam get-role --role-name webapp-fn --query Role.Arn --output text)

# On AWS a new role takes some seconds until a function may have it.
for pause in 4 8 12 0; do
  aws lambda create-function --function-name webapp --runtime nodejs22.x --handler index.handler \
    --role "$role" --zip-file fileb://webapp.zip && break
  sleep "$pause"
done
function=$(aws lambda get-function-configuration --function-name webapp --query FunctionArn --output text)
aws lambda add-permission --function-name webapp --statement-id api-gateway \
  --action lambda:InvokeFunction --principal apigateway.amazonaws.com

aws apigatewayv2 create-api --name webapp --protocol-type HTTP --target "$function" --cors-configuration \
  AllowOrigins=https://app.example.com,AllowMethods=GET,PUT,AllowHeaders=authorization,content-type

#!/usr/bin/env bash
# base: seed
# fails: origin-allowed, methods-allowed, headers-allowed
# The function answers the preflight, and the API has no setting: every answer costs an invocation.
set -euo pipefail

api=$(aws apigatewayv2 get-apis --query "Items[?Name=='webapp'].ApiId" --output text)
integration=$(aws apigatewayv2 get-integrations --api-id "$api" --query "Items[0].IntegrationId" --output text)

cat >index.mjs <<'JS'
export const handler = async () => ({
  statusCode: 200,
  headers: {
    'access-control-allow-origin': 'https://app.example.com',
    'access-control-allow-methods': 'GET,PUT',
    'access-control-allow-headers': 'authorization,content-type',
  },
  body: '{"items":["mug"]}',
});
JS
zip -q webapp.zip index.mjs
aws lambda update-function-code --function-name webapp --zip-file fileb://webapp.zip
aws apigatewayv2 create-route --api-id "$api" --route-key 'OPTIONS /items' --target "integrations/$integration"

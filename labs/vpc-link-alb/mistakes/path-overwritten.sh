#!/usr/bin/env bash
# base: solution
# fails: answers
# A mapping overwrites the path, and the shop knows no such page.
set -euo pipefail

api=$(aws apigatewayv2 get-apis --query "Items[?Name=='storefront'].ApiId" --output text)
integration=$(aws apigatewayv2 get-integrations --api-id "$api" --query "Items[0].IntegrationId" --output text)
aws apigatewayv2 update-integration --api-id "$api" --integration-id "$integration" \
  --request-parameters '{"overwrite:path":"/shop/catalog"}'

#!/usr/bin/env bash
# base: solution
# fails: integration
# The shop is asked with POST, whatever the caller uses.
set -euo pipefail

api=$(aws apigatewayv2 get-apis --query "Items[?Name=='storefront'].ApiId" --output text)
integration=$(aws apigatewayv2 get-integrations --api-id "$api" --query "Items[0].IntegrationId" --output text)
aws apigatewayv2 update-integration --api-id "$api" --integration-id "$integration" --integration-method POST

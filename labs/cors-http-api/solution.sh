#!/usr/bin/env bash
# One setting of the API: the page's origin, the methods it uses and the headers it sets.
set -euo pipefail

api=$(aws apigatewayv2 get-apis --query "Items[?Name=='webapp'].ApiId" --output text)

# The gateway now answers preflights by itself, and puts its own headers in place of the function's.
aws apigatewayv2 update-api --api-id "$api" --cors-configuration \
  AllowOrigins=https://app.example.com,AllowMethods=GET,PUT,AllowHeaders=authorization,content-type

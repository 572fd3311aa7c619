#!/usr/bin/env bash
# base: solution
# fails: origin-allowed
# A colleague's site is let in as well.
set -euo pipefail

api=$(aws apigatewayv2 get-apis --query "Items[?Name=='webapp'].ApiId" --output text)

aws apigatewayv2 update-api --api-id "$api" --cors-configuration \
  AllowOrigins=https://app.example.com,https://shop.example.com,AllowMethods=GET,PUT,AllowHeaders=authorization,content-type

#!/usr/bin/env bash
# base: solution
# fails: origin-allowed
# The scheme belongs to the origin, and this is another one.
set -euo pipefail

api=$(aws apigatewayv2 get-apis --query "Items[?Name=='webapp'].ApiId" --output text)

aws apigatewayv2 update-api --api-id "$api" --cors-configuration \
  AllowOrigins=http://app.example.com,AllowMethods=GET,PUT,AllowHeaders=authorization,content-type

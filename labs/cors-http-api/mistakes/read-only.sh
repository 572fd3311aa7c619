#!/usr/bin/env bash
# base: solution
# fails: methods-allowed
# The page may read, and it has to write too.
set -euo pipefail

api=$(aws apigatewayv2 get-apis --query "Items[?Name=='webapp'].ApiId" --output text)

aws apigatewayv2 update-api --api-id "$api" --cors-configuration \
  AllowOrigins=https://app.example.com,AllowMethods=GET,AllowHeaders=authorization,content-type

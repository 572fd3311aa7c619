#!/usr/bin/env bash
# base: solution
# fails: methods-allowed
# POST is no PUT.
set -euo pipefail

api=$(aws apigatewayv2 get-apis --query "Items[?Name=='webapp'].ApiId" --output text)

aws apigatewayv2 update-api --api-id "$api" --cors-configuration \
  AllowOrigins=https://app.example.com,AllowMethods=GET,POST,AllowHeaders=authorization,content-type

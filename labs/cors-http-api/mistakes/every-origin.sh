#!/usr/bin/env bash
# base: solution
# fails: origin-allowed
# A star lets every site in.
set -euo pipefail

api=$(aws apigatewayv2 get-apis --query "Items[?Name=='webapp'].ApiId" --output text)

aws apigatewayv2 update-api --api-id "$api" --cors-configuration \
  'AllowOrigins=*,AllowMethods=GET,PUT,AllowHeaders=authorization,content-type'

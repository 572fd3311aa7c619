#!/usr/bin/env bash
# base: seed
# The stage does not deploy by itself, so the setting is deployed afterwards.
set -euo pipefail

api=$(aws apigatewayv2 get-apis --query "Items[?Name=='webapp'].ApiId" --output text)

aws apigatewayv2 update-stage --api-id "$api" --stage-name '$default' --no-auto-deploy
aws apigatewayv2 update-api --api-id "$api" --cors-configuration \
  AllowOrigins=https://app.example.com,AllowMethods=GET,PUT,AllowHeaders=authorization,content-type
aws apigatewayv2 create-deployment --api-id "$api" --stage-name '$default'

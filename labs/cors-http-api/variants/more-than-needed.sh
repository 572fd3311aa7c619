#!/usr/bin/env bash
# base: seed
# All methods and some headers more, in capitals; the browser may keep the answer for an hour.
set -euo pipefail

api=$(aws apigatewayv2 get-apis --query "Items[?Name=='webapp'].ApiId" --output text)

aws apigatewayv2 update-api --api-id "$api" --cors-configuration '{
  "AllowOrigins": ["https://app.example.com"],
  "AllowMethods": ["*"],
  "AllowHeaders": ["X-Trace", "Content-Type", "Authorization"],
  "ExposeHeaders": ["X-Trace"],
  "AllowCredentials": true,
  "MaxAge": 3600
}'

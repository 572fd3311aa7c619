#!/usr/bin/env bash
# base: seed
# A greedy route takes every method in place of the two routes.
set -euo pipefail

api=$(aws apigatewayv2 get-apis --query "Items[?Name=='webapp'].ApiId" --output text)
integration=$(aws apigatewayv2 get-integrations --api-id "$api" --query "Items[0].IntegrationId" --output text)

aws apigatewayv2 update-api --api-id "$api" --cors-configuration \
  AllowOrigins=https://app.example.com,AllowMethods=PUT,GET,OPTIONS,AllowHeaders=content-type,authorization
aws apigatewayv2 create-route --api-id "$api" --route-key 'ANY /{proxy+}' --target "integrations/$integration"
for key in GET PUT; do
  route=$(aws apigatewayv2 get-routes --api-id "$api" --query "Items[?RouteKey=='$key /items'].RouteId" --output text)
  aws apigatewayv2 delete-route --api-id "$api" --route-id "$route"
done

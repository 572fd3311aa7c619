#!/usr/bin/env bash
# base: solution
# fails: items-served
# The route for PUT was taken for a mistake.
set -euo pipefail

api=$(aws apigatewayv2 get-apis --query "Items[?Name=='webapp'].ApiId" --output text)
route=$(aws apigatewayv2 get-routes --api-id "$api" --query "Items[?RouteKey=='PUT /items'].RouteId" --output text)

aws apigatewayv2 delete-route --api-id "$api" --route-id "$route"

#!/usr/bin/env bash
# base: solution
# fails: items-served
# GET asks for a signature now, and the page has none.
set -euo pipefail

api=$(aws apigatewayv2 get-apis --query "Items[?Name=='webapp'].ApiId" --output text)
route=$(aws apigatewayv2 get-routes --api-id "$api" --query "Items[?RouteKey=='GET /items'].RouteId" --output text)

aws apigatewayv2 update-route --api-id "$api" --route-id "$route" --authorization-type AWS_IAM

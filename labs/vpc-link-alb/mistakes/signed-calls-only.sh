#!/usr/bin/env bash
# base: solution
# fails: catalog-served
# The route asks for a signature, and the shop is for everybody.
set -euo pipefail

api=$(aws apigatewayv2 get-apis --query "Items[?Name=='storefront'].ApiId" --output text)
route=$(aws apigatewayv2 get-routes --api-id "$api" --query "Items[0].RouteId" --output text)
aws apigatewayv2 update-route --api-id "$api" --route-id "$route" --authorization-type AWS_IAM

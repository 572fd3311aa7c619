#!/usr/bin/env bash
# base: solution
# fails: items-served
# API Gateway may no longer invoke the function: preflights pass, and every call gets 500.
set -euo pipefail

api=$(aws apigatewayv2 get-apis --query "Items[?Name=='webapp'].ApiId" --output text)

aws lambda remove-permission --function-name webapp --statement-id api-gateway

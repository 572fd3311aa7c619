#!/usr/bin/env bash
# base: solution
# fails: edge-api
# The name is edge-optimized, and the API's own address is not.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='global'].id" --output text)
aws apigateway update-rest-api --rest-api-id "$api" \
  --patch-operations op=replace,path=/endpointConfiguration/types/EDGE,value=REGIONAL

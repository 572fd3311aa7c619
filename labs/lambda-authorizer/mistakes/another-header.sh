#!/usr/bin/env bash
# base: solution
# fails: authz-decides
# The pass is looked for in a header that readers do not send.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='secure'].id" --output text)
authorizer=$(aws apigateway get-authorizers --rest-api-id "$api" --query "items[?name=='passes'].id" --output text)
aws apigateway update-authorizer --rest-api-id "$api" --authorizer-id "$authorizer" \
  --patch-operations op=replace,path=/identitySource,value=method.request.header.X-Pass
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

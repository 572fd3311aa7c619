#!/usr/bin/env bash
# base: solution
# fails: serves-reports
# A key was added on the way, which nobody has.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='internal'].id" --output text)
reports=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/reports'].id" --output text)

aws apigateway update-method --rest-api-id "$api" --resource-id "$reports" --http-method GET \
  --patch-operations op=replace,path=/apiKeyRequired,value=true
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

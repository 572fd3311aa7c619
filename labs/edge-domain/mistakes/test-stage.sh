#!/usr/bin/env bash
# base: solution
# fails: domain-mapped
# The whole world gets what was meant for the testers.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='global'].id" --output text)

aws apigateway create-deployment --rest-api-id "$api" --stage-name test
aws apigateway update-base-path-mapping --domain-name global.example.com --base-path '(none)' \
  --patch-operations op=replace,path=/stage,value=test

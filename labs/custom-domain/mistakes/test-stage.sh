#!/usr/bin/env bash
# base: solution
# fails: v1-mapped
# Customers get what was meant for the testers.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='store'].id" --output text)
aws apigateway create-deployment --rest-api-id "$api" --stage-name test
aws apigateway update-base-path-mapping --domain-name api.example.com --base-path v1 \
  --patch-operations op=replace,path=/stage,value=test

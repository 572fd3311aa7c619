#!/usr/bin/env bash
# base: solution
# fails: serves-pets
# The clinic's counters have no API keys.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='pets'].id" --output text)
pets=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/pets'].id" --output text)
aws apigateway update-method --rest-api-id "$api" --resource-id "$pets" --http-method POST \
  --patch-operations op=replace,path=/apiKeyRequired,value=true
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

#!/usr/bin/env bash
# base: solution
# fails: deployed-to-dev, answers-hello
# The method asks for an API key, and nobody was given one.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='hello'].id" --output text)
hello=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/hello'].id" --output text)

aws apigateway update-method --rest-api-id "$api" --resource-id "$hello" --http-method GET \
  --patch-operations op=replace,path=/apiKeyRequired,value=true
aws apigateway create-deployment --rest-api-id "$api" --stage-name dev

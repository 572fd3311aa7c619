#!/usr/bin/env bash
# base: solution
# fails: answer-permits
# What GET answers was mended before and broken since; the deployment in use is the broken one.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='web'].id" --output text)
items=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/items'].id" --output text)

aws apigateway update-integration-response --rest-api-id "$api" --resource-id "$items" --http-method GET \
  --status-code 200 --patch-operations "[{\"op\": \"remove\", \"path\": \"/responseParameters/method.response.header.Access-Control-Allow-Origin\"}]"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod
aws apigateway update-integration-response --rest-api-id "$api" --resource-id "$items" --http-method GET \
  --status-code 200 --patch-operations "[{\"op\": \"add\", \"path\": \"/responseParameters/method.response.header.Access-Control-Allow-Origin\", \"value\": \"'https://app.example.com'\"}]"

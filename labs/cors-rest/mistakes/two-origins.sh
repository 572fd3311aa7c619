#!/usr/bin/env bash
# base: solution
# fails: answer-permits
# The header takes one origin; a list permits nobody.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='web'].id" --output text)
items=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/items'].id" --output text)

aws apigateway update-integration-response --rest-api-id "$api" --resource-id "$items" --http-method GET \
  --status-code 200 --patch-operations "[{\"op\": \"replace\", \"path\": \"/responseParameters/method.response.header.Access-Control-Allow-Origin\", \"value\": \"'https://app.example.com, https://shop.example.com'\"}]"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

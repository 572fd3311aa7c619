#!/usr/bin/env bash
# base: empty
# One method ANY below a greedy path answers everything, and its template writes the headers.
set -euo pipefail

aws apigateway create-rest-api --name web
api=$(aws apigateway get-rest-apis --query "items[?name=='web'].id" --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part '{proxy+}'
rest=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/{proxy+}'].id" --output text)

aws apigateway put-method --rest-api-id "$api" --resource-id "$rest" --http-method ANY \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$rest" --http-method ANY \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$rest" --http-method ANY \
  --status-code 200
cat >answer.json <<'JSON'
{"application/json": "#set($context.responseOverride.header.Access-Control-Allow-Origin = \"https://app.example.com\")#set($context.responseOverride.header.Access-Control-Allow-Methods = \"GET, HEAD\")#set($context.responseOverride.header.Access-Control-Allow-Headers = \"authorization, content-type\"){\"items\":[]}"}
JSON
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$rest" --http-method ANY \
  --status-code 200 --response-templates file://answer.json
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

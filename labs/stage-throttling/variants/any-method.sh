#!/usr/bin/env bash
# base: empty
# ANY takes the search too, and another stage has limits of its own.
set -euo pipefail

aws apigateway create-rest-api --name busy --endpoint-configuration types=REGIONAL
api=$(aws apigateway get-rest-apis --query "items[?name=='busy'].id" --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part search
search=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/search'].id" --output text)
aws apigateway put-method --rest-api-id "$api" --resource-id "$search" --http-method ANY \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$search" --http-method ANY \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$search" --http-method ANY \
  --status-code 200
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$search" --http-method ANY \
  --status-code 200 --response-templates '{"application/json":"{\"found\":[]}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod
aws apigateway create-deployment --rest-api-id "$api" --stage-name test
aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  'op=replace,path=/*/*/throttling/rateLimit,value=500' \
  'op=replace,path=/*/*/throttling/burstLimit,value=250'
aws apigateway update-stage --rest-api-id "$api" --stage-name prod --patch-operations \
  'op=replace,path=/~1search/GET/throttling/rateLimit,value=50' \
  'op=replace,path=/~1search/GET/throttling/burstLimit,value=25'
aws apigateway update-stage --rest-api-id "$api" --stage-name test --patch-operations \
  'op=replace,path=/*/*/throttling/rateLimit,value=1' \
  'op=replace,path=/*/*/throttling/burstLimit,value=1'

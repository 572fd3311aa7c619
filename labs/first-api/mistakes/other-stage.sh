#!/usr/bin/env bash
# base: empty
# fails: deployed-to-dev
# Deployed to prod; the front end calls dev.
set -euo pipefail

aws apigateway create-rest-api --name hello --endpoint-configuration types=REGIONAL
api=$(aws apigateway get-rest-apis --query "items[?name=='hello'].id" --output text)

# The path.
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part hello
hello=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/hello'].id" --output text)

# The way in: open to everybody, and a backend that is not there.
aws apigateway put-method --rest-api-id "$api" --resource-id "$hello" --http-method GET \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$hello" --http-method GET \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'

# The way out: 200 is declared first, then filled.
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$hello" --http-method GET \
  --status-code 200
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$hello" --http-method GET \
  --status-code 200 --response-templates '{"application/json":"{\"message\":\"hello\"}"}'

# Nothing can be called before this.
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

#!/usr/bin/env bash
# base: empty
# The whole API comes from one OpenAPI document, the method is ANY, and the validator is the API's default.
set -euo pipefail

cat > intake.json <<'JSON'
{
  "openapi": "3.0.1",
  "info": {"title": "intake", "version": "1"},
  "x-amazon-apigateway-request-validators": {"body": {"validateRequestBody": true, "validateRequestParameters": false}},
  "x-amazon-apigateway-request-validator": "body",
  "components": {"schemas": {"Order": {
    "type": "object",
    "required": ["quantity", "sku"],
    "properties": {"sku": {"type": "string"}, "quantity": {"type": "number"}, "note": {"type": "string"}}
  }}},
  "paths": {"/orders": {"x-amazon-apigateway-any-method": {
    "requestBody": {"required": true, "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Order"}}}},
    "responses": {"202": {"description": "taken"}},
    "x-amazon-apigateway-integration": {
      "type": "mock",
      "requestTemplates": {"application/json": "{\"statusCode\": 202}"},
      "responses": {"default": {"statusCode": "202"}}
    }
  }}}
}
JSON
aws apigateway import-rest-api --body fileb://intake.json
api=$(aws apigateway get-rest-apis --query "items[?name=='intake'].id" --output text)
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

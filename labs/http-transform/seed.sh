#!/usr/bin/env bash
# The quotes server that nobody may change. Here it is an API of its own, called over HTTPS like any other.
set -euo pipefail

cat >server.json <<'JSON'
{
  "openapi": "3.0.1",
  "info": {"title": "quotes-server", "version": "9"},
  "paths": {
    "/v1/instruments/ACME": {"get": {
      "responses": {"200": {"description": "found"}},
      "x-amazon-apigateway-integration": {
        "type": "mock",
        "requestTemplates": {"application/json": "{\"statusCode\": 200}"},
        "responses": {"default": {"statusCode": "200", "responseTemplates": {"application/json": "{\"instrument\":{\"ticker\":\"ACME\",\"name\":\"Acme Anvils\",\"venue\":\"XNAS\"},\"lastTrade\":{\"price\":182.4,\"currency\":\"USD\",\"size\":300},\"bid\":182.3,\"ask\":182.5,\"internalRating\":\"B\"}"}}}
      }
    }},
    "/v1/instruments/INIT": {"get": {
      "responses": {"200": {"description": "found"}},
      "x-amazon-apigateway-integration": {
        "type": "mock",
        "requestTemplates": {"application/json": "{\"statusCode\": 200}"},
        "responses": {"default": {"statusCode": "200", "responseTemplates": {"application/json": "{\"instrument\":{\"ticker\":\"INIT\",\"name\":\"Initech\",\"venue\":\"XNYS\"},\"lastTrade\":{\"price\":17.05,\"currency\":\"USD\",\"size\":20},\"bid\":17.0,\"ask\":17.1,\"internalRating\":\"D\"}"}}}
      }
    }},
    "/v1/instruments/{symbol}": {"get": {
      "parameters": [{"name": "symbol", "in": "path", "required": true, "schema": {"type": "string"}}],
      "responses": {"404": {"description": "unknown"}},
      "x-amazon-apigateway-integration": {
        "type": "mock",
        "requestTemplates": {"application/json": "{\"statusCode\": 404}"},
        "responses": {"default": {"statusCode": "404", "responseTemplates": {"text/html": "<h1>No such instrument</h1>"}}}
      }
    }}
  }
}
JSON
aws apigateway import-rest-api --parameters endpointConfigurationTypes=REGIONAL --body fileb://server.json
server=$(aws apigateway get-rest-apis --query "items[?name=='quotes-server'].id" --output text)
aws apigateway create-deployment --rest-api-id "$server" --stage-name prod

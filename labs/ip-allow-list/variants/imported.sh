#!/usr/bin/env bash
# base: empty
# The whole API comes from an OpenAPI document, with its policy in it and ANY on a greedy path.
set -euo pipefail

definition='{
  "openapi":"3.0.1",
  "info":{"title":"office","version":"1"},
  "paths":{"/{proxy+}":{"x-amazon-apigateway-any-method":{
    "parameters":[{"name":"proxy","in":"path","required":true,"schema":{"type":"string"}}],
    "responses":{"200":{"description":"ok"}},
    "x-amazon-apigateway-integration":{
      "type":"mock",
      "requestTemplates":{"application/json":"{\"statusCode\": 200}"},
      "responses":{"default":{"statusCode":"200","responseTemplates":{"application/json":"{\"page\":\"admin\"}"}}}
    }
  }}},
  "x-amazon-apigateway-policy":{"Version":"2012-10-17","Statement":[
    {"Effect":"Deny","Principal":"*","Action":"execute-api:Invoke","Resource":"execute-api:/*",
     "Condition":{"NotIpAddress":{"aws:SourceIp":"203.0.113.0/24"}}},
    {"Effect":"Allow","Principal":"*","Action":"execute-api:*","Resource":"*"}
  ]}
}'
printf '%s' "$definition" > office.json
aws apigateway import-rest-api --parameters endpointConfigurationTypes=REGIONAL --body fileb://office.json
api=$(aws apigateway get-rest-apis --query "items[?name=='office'].id" --output text)
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

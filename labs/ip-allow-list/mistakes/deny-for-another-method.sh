#!/usr/bin/env bash
# base: seed
# fails: others-refused
# Others may not POST. They read.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='office'].id" --output text)

policy='{"Version":"2012-10-17","Statement":[
  {"Effect":"Allow","Principal":"*","Action":"execute-api:Invoke","Resource":"execute-api:/*"},
  {"Effect":"Deny","Principal":"*","Action":"execute-api:Invoke","Resource":"execute-api:/prod/POST/admin",
   "Condition":{"NotIpAddress":{"aws:SourceIp":["203.0.113.0/24"]}}}
]}'
patch=$(jq -cn --arg policy "$policy" '[{op:"replace",path:"/policy",value:$policy}]')
aws apigateway update-rest-api --rest-api-id "$api" --patch-operations "$patch"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

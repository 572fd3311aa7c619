#!/usr/bin/env bash
# base: seed
# fails: others-refused
# No 0.0.0.0/0 to be seen, and the whole internet all the same.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='office'].id" --output text)

policy='{"Version":"2012-10-17","Statement":[
  {"Effect":"Allow","Principal":"*","Action":"execute-api:Invoke","Resource":"execute-api:/*",
   "Condition":{"IpAddress":{"aws:SourceIp":["0.0.0.0/1","128.0.0.0/1"]}}}
]}'
patch=$(jq -cn --arg policy "$policy" '[{op:"replace",path:"/policy",value:$policy}]')
aws apigateway update-rest-api --rest-api-id "$api" --patch-operations "$patch"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

#!/usr/bin/env bash
# base: seed
# fails: others-refused
# The web ACL is right and guards nothing: no stage is associated with it.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='office'].id" --output text)

aws wafv2 create-ip-set --name office --scope REGIONAL --ip-address-version IPV4 \
  --addresses 203.0.113.0/24
set=$(aws wafv2 list-ip-sets --scope REGIONAL --query "IPSets[?Name=='office'].ARN" --output text)
rules=$(jq -cn --arg set "$set" '[
  {"Name":"office","Priority":0,"Statement":{"IPSetReferenceStatement":{"ARN":$set}},"Action":{"Allow":{}},
    "VisibilityConfig":{"SampledRequestsEnabled":false,"CloudWatchMetricsEnabled":false,"MetricName":"office"}}
]')
aws wafv2 create-web-acl --name office --scope REGIONAL --default-action Block={} --rules "$rules" \
  --visibility-config SampledRequestsEnabled=false,CloudWatchMetricsEnabled=false,MetricName=office
acl=$(aws wafv2 list-web-acls --scope REGIONAL --query "WebACLs[?Name=='office'].ARN" --output text)

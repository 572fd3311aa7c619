#!/usr/bin/env bash
# base: solution
# fails: office-allowed
# The policy is right, and a web ACL in front of it knows another office.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='office'].id" --output text)

aws wafv2 create-ip-set --name office --scope REGIONAL --ip-address-version IPV4 \
  --addresses 198.51.100.0/24
set=$(aws wafv2 list-ip-sets --scope REGIONAL --query "IPSets[?Name=='office'].ARN" --output text)
rules=$(jq -cn --arg set "$set" '[
  {"Name":"office","Priority":0,"Statement":{"IPSetReferenceStatement":{"ARN":$set}},"Action":{"Allow":{}},
    "VisibilityConfig":{"SampledRequestsEnabled":false,"CloudWatchMetricsEnabled":false,"MetricName":"office"}}
]')
aws wafv2 create-web-acl --name office --scope REGIONAL --default-action Block={} --rules "$rules" \
  --visibility-config SampledRequestsEnabled=false,CloudWatchMetricsEnabled=false,MetricName=office
acl=$(aws wafv2 list-web-acls --scope REGIONAL --query "WebACLs[?Name=='office'].ARN" --output text)
aws wafv2 associate-web-acl --web-acl-arn "$acl" \
  --resource-arn "arn:aws:apigateway:us-east-1::/restapis/$api/stages/prod"

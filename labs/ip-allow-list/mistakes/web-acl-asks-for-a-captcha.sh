#!/usr/bin/env bash
# base: seed
# fails: others-refused
# A puzzle keeps programs out. A person outside of the office solves it.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='office'].id" --output text)

aws wafv2 create-ip-set --name office --scope REGIONAL --ip-address-version IPV4 \
  --addresses 203.0.113.0/24
set=$(aws wafv2 list-ip-sets --scope REGIONAL --query "IPSets[?Name=='office'].ARN" --output text)
rules=$(jq -cn --arg set "$set" '[
  {"Name":"others","Priority":0,"Statement":{"NotStatement":{"Statement":{"IPSetReferenceStatement":{"ARN":$set}}}},"Action":{"Captcha":{}},
    "VisibilityConfig":{"SampledRequestsEnabled":false,"CloudWatchMetricsEnabled":false,"MetricName":"others"}}
]')
aws wafv2 create-web-acl --name office --scope REGIONAL --default-action Allow={} --rules "$rules" \
  --visibility-config SampledRequestsEnabled=false,CloudWatchMetricsEnabled=false,MetricName=office
acl=$(aws wafv2 list-web-acls --scope REGIONAL --query "WebACLs[?Name=='office'].ARN" --output text)
aws wafv2 associate-web-acl --web-acl-arn "$acl" \
  --resource-arn "arn:aws:apigateway:us-east-1::/restapis/$api/stages/prod"

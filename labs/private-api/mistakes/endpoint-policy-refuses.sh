#!/usr/bin/env bash
# base: solution
# fails: endpoint-open
# The endpoint's own policy is for another API.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='internal'].id" --output text)
vpc=$(aws ec2 describe-vpcs --filters Name=tag:Name,Values=internal --query "Vpcs[].VpcId" --output text)
endpoint=$(aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values="$vpc" --query "VpcEndpoints[].VpcEndpointId" --output text)

policy='{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":"*","Action":"execute-api:Invoke",
  "Resource":"arn:aws:execute-api:us-east-1:*:0000000000/*"}]}'
aws ec2 modify-vpc-endpoint --vpc-endpoint-id "$endpoint" --policy-document "$policy"

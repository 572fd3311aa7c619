#!/usr/bin/env bash
# base: solution
# The endpoint's own policy lets nothing pass but the reports.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='internal'].id" --output text)
vpc=$(aws ec2 describe-vpcs --filters Name=tag:Name,Values=internal --query "Vpcs[].VpcId" --output text)
endpoint=$(aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values="$vpc" --query "VpcEndpoints[].VpcEndpointId" --output text)
account=$(aws sts get-caller-identity --query Account --output text)

policy=$(jq -cn --arg reports "arn:aws:execute-api:us-east-1:$account:$api/prod/GET/reports" '{Version:"2012-10-17",Statement:[
  {Effect:"Allow",Principal:"*",Action:"execute-api:Invoke",Resource:$reports}
]}')
aws ec2 modify-vpc-endpoint --vpc-endpoint-id "$endpoint" --policy-document "$policy"

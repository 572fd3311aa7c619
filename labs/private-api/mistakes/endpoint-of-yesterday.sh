#!/usr/bin/env bash
# base: solution
# fails: endpoint-allowed
# The endpoint was made anew, and the policy knows the old one.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='internal'].id" --output text)
vpc=$(aws ec2 describe-vpcs --filters Name=tag:Name,Values=internal --query "Vpcs[].VpcId" --output text)
first=$(aws ec2 describe-subnets --filters Name=cidr-block,Values=10.20.1.0/24 --query "Subnets[].SubnetId" --output text)
second=$(aws ec2 describe-subnets --filters Name=cidr-block,Values=10.20.2.0/24 --query "Subnets[].SubnetId" --output text)
group=$(aws ec2 describe-security-groups --filters Name=group-name,Values=api-endpoint --query "SecurityGroups[].GroupId" --output text)
endpoint=$(aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values="$vpc" --query "VpcEndpoints[].VpcEndpointId" --output text)

aws ec2 delete-vpc-endpoints --vpc-endpoint-ids "$endpoint"
aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id "$vpc" \
  --service-name com.amazonaws.us-east-1.execute-api --subnet-ids "$first" "$second" --security-group-ids "$group" --no-private-dns-enabled

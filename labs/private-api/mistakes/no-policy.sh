#!/usr/bin/env bash
# base: seed
# fails: endpoint-allowed
# A private API without a resource policy lets nobody in.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='internal'].id" --output text)
vpc=$(aws ec2 describe-vpcs --filters Name=tag:Name,Values=internal --query "Vpcs[].VpcId" --output text)
first=$(aws ec2 describe-subnets --filters Name=cidr-block,Values=10.20.1.0/24 --query "Subnets[].SubnetId" --output text)
second=$(aws ec2 describe-subnets --filters Name=cidr-block,Values=10.20.2.0/24 --query "Subnets[].SubnetId" --output text)

aws ec2 create-security-group --group-name api-endpoint --description 'HTTPS for private APIs' --vpc-id "$vpc"
group=$(aws ec2 describe-security-groups --filters Name=group-name,Values=api-endpoint --query "SecurityGroups[].GroupId" --output text)
aws ec2 authorize-security-group-ingress --group-id "$group" --protocol tcp --port 443 --cidr 10.20.0.0/16
aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id "$vpc" \
  --service-name com.amazonaws.us-east-1.execute-api --subnet-ids "$first" "$second" --security-group-ids "$group"
endpoint=$(aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values="$vpc" --query "VpcEndpoints[].VpcEndpointId" --output text)

aws apigateway update-rest-api --rest-api-id "$api" \
  --patch-operations op=replace,path=/endpointConfiguration/types/REGIONAL,value=PRIVATE
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

#!/usr/bin/env bash
# base: seed
# fails: endpoint
# The endpoint is in the default VPC. The callers are not.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='internal'].id" --output text)
vpc=$(aws ec2 describe-vpcs --filters Name=tag:Name,Values=internal --query "Vpcs[].VpcId" --output text)

other=$(aws ec2 describe-vpcs --filters Name=is-default,Values=true --query "Vpcs[].VpcId" --output text)
subnet=$(aws ec2 describe-subnets --filters Name=vpc-id,Values="$other" --query "Subnets[0].SubnetId" --output text)
aws ec2 create-vpc-endpoint --vpc-endpoint-type Interface --vpc-id "$other" \
  --service-name com.amazonaws.us-east-1.execute-api --subnet-ids "$subnet"
endpoint=$(aws ec2 describe-vpc-endpoints --filters Name=vpc-id,Values="$other" --query "VpcEndpoints[].VpcEndpointId" --output text)

aws apigateway update-rest-api --rest-api-id "$api" \
  --patch-operations op=replace,path=/endpointConfiguration/types/REGIONAL,value=PRIVATE
policy=$(jq -cn --arg endpoint "$endpoint" '{Version:"2012-10-17",Statement:[
  {Effect:"Allow",Principal:"*",Action:"execute-api:Invoke",Resource:"execute-api:/*",
   Condition:{StringEquals:{"aws:SourceVpce":$endpoint}}}
]}')
patch=$(jq -cn --arg policy "$policy" '[{op:"replace",path:"/policy",value:$policy}]')
aws apigateway update-rest-api --rest-api-id "$api" --patch-operations "$patch"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

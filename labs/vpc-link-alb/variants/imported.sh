#!/usr/bin/env bash
# base: seed
# From an OpenAPI document.
set -euo pipefail

vpc=$(aws ec2 describe-vpcs --filters Name=tag:Name,Values=shop --query "Vpcs[].VpcId" --output text)
first=$(aws ec2 describe-subnets --filters Name=vpc-id,Values="$vpc" Name=cidr-block,Values=10.50.1.0/24 --query "Subnets[].SubnetId" --output text)
second=$(aws ec2 describe-subnets --filters Name=vpc-id,Values="$vpc" Name=cidr-block,Values=10.50.2.0/24 --query "Subnets[].SubnetId" --output text)
balancer=$(aws elbv2 describe-load-balancers --names web --query "LoadBalancers[].LoadBalancerArn" --output text)
listener=$(aws elbv2 describe-listeners --load-balancer-arn "$balancer" --query "Listeners[].ListenerArn" --output text)
web=$(aws ec2 describe-security-groups --filters Name=vpc-id,Values="$vpc" Name=group-name,Values=web --query "SecurityGroups[].GroupId" --output text)

aws ec2 create-security-group --group-name link --description 'API Gateway' --vpc-id "$vpc"
caller=$(aws ec2 describe-security-groups --filters Name=vpc-id,Values="$vpc" Name=group-name,Values=link --query "SecurityGroups[].GroupId" --output text)
aws ec2 authorize-security-group-ingress --group-id "$web" --protocol tcp --port 80 --source-group "$caller"

aws apigatewayv2 create-vpc-link --name web --subnet-ids "$first" "$second" --security-group-ids "$caller"
link=$(aws apigatewayv2 get-vpc-links --query "Items[?Name=='web'].VpcLinkId" --output text)
for pause in 3 30 60 60 60 60 120 120 0; do
  state=$(aws apigatewayv2 get-vpc-links --query "Items[?Name=='web'].VpcLinkStatus" --output text)
  [ "$state" != PENDING ] && break
  sleep "$pause"
done

document=$(jq -cn --arg listener "$listener" --arg link "$link" '{openapi:"3.0.1",info:{title:"storefront",version:"1"},paths:{
  "/catalog":{get:{responses:{default:{description:"what the shop says"}},"x-amazon-apigateway-integration":{
    type:"http_proxy",httpMethod:"GET",uri:$listener,connectionType:"VPC_LINK",connectionId:$link,payloadFormatVersion:"1.0"}}}
}}')
aws apigatewayv2 import-api --body "$document"
api=$(aws apigatewayv2 get-apis --query "Items[?Name=='storefront'].ApiId" --output text)
aws apigatewayv2 create-stage --api-id "$api" --stage-name '$default' --auto-deploy

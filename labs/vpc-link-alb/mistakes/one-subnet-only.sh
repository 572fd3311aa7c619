#!/usr/bin/env bash
# base: seed
# fails: let-in
# One of the two subnets of the link is let in: half of the calls fail.
set -euo pipefail

vpc=$(aws ec2 describe-vpcs --filters Name=tag:Name,Values=shop --query "Vpcs[].VpcId" --output text)
first=$(aws ec2 describe-subnets --filters Name=vpc-id,Values="$vpc" Name=cidr-block,Values=10.50.1.0/24 --query "Subnets[].SubnetId" --output text)
second=$(aws ec2 describe-subnets --filters Name=vpc-id,Values="$vpc" Name=cidr-block,Values=10.50.2.0/24 --query "Subnets[].SubnetId" --output text)
balancer=$(aws elbv2 describe-load-balancers --names web --query "LoadBalancers[].LoadBalancerArn" --output text)
listener=$(aws elbv2 describe-listeners --load-balancer-arn "$balancer" --query "Listeners[].ListenerArn" --output text)
web=$(aws ec2 describe-security-groups --filters Name=vpc-id,Values="$vpc" Name=group-name,Values=web --query "SecurityGroups[].GroupId" --output text)

aws ec2 create-security-group --group-name link --description 'API Gateway' --vpc-id "$vpc"
caller=$(aws ec2 describe-security-groups --filters Name=vpc-id,Values="$vpc" Name=group-name,Values=link --query "SecurityGroups[].GroupId" --output text)
aws ec2 authorize-security-group-ingress --group-id "$web" --protocol tcp --port 80 --cidr 10.50.1.0/24

aws apigatewayv2 create-vpc-link --name web --subnet-ids "$first" "$second" --security-group-ids "$caller"
link=$(aws apigatewayv2 get-vpc-links --query "Items[?Name=='web'].VpcLinkId" --output text)
for pause in 3 30 60 60 60 60 120 120 0; do
  state=$(aws apigatewayv2 get-vpc-links --query "Items[?Name=='web'].VpcLinkStatus" --output text)
  [ "$state" != PENDING ] && break
  sleep "$pause"
done

aws apigatewayv2 create-api --name storefront --protocol-type HTTP
api=$(aws apigatewayv2 get-apis --query "Items[?Name=='storefront'].ApiId" --output text)
aws apigatewayv2 create-integration --api-id "$api" --integration-type HTTP_PROXY \
  --integration-method GET --integration-uri "$listener" --payload-format-version 1.0 \
  --connection-type VPC_LINK --connection-id "$link"
integration=$(aws apigatewayv2 get-integrations --api-id "$api" --query "Items[0].IntegrationId" --output text)
aws apigatewayv2 create-route --api-id "$api" --route-key 'GET /catalog' --target "integrations/$integration"
aws apigatewayv2 create-stage --api-id "$api" --stage-name '$default' --auto-deploy

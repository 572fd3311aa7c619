#!/usr/bin/env bash
# base: seed
# fails: catalog-served
# A REST API of that name. It works, and it is not what was asked for.
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

aws apigateway create-rest-api --name storefront --endpoint-configuration types=REGIONAL
api=$(aws apigateway get-rest-apis --query "items[?name=='storefront'].id" --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part catalog
catalog=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/catalog'].id" --output text)
aws apigateway put-method --rest-api-id "$api" --resource-id "$catalog" --http-method GET --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$catalog" --http-method GET \
  --type HTTP_PROXY --integration-http-method GET --uri http://shop/catalog \
  --connection-type VPC_LINK --connection-id "$link" --integration-target "$balancer"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

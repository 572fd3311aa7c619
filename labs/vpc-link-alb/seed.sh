#!/usr/bin/env bash
# The shop's VPC and its internal load balancer. Behind it there would be containers; here it gives fixed
# answers itself, so that nothing has to run.
set -euo pipefail

aws ec2 create-vpc --cidr-block 10.50.0.0/16 \
  --tag-specifications 'ResourceType=vpc,Tags=[{Key=Name,Value=shop}]'
vpc=$(aws ec2 describe-vpcs --filters Name=tag:Name,Values=shop --query "Vpcs[].VpcId" --output text)
aws ec2 create-subnet --vpc-id "$vpc" --cidr-block 10.50.1.0/24 --availability-zone us-east-1a
aws ec2 create-subnet --vpc-id "$vpc" --cidr-block 10.50.2.0/24 --availability-zone us-east-1b
first=$(aws ec2 describe-subnets --filters Name=vpc-id,Values="$vpc" Name=cidr-block,Values=10.50.1.0/24 --query "Subnets[].SubnetId" --output text)
second=$(aws ec2 describe-subnets --filters Name=vpc-id,Values="$vpc" Name=cidr-block,Values=10.50.2.0/24 --query "Subnets[].SubnetId" --output text)

aws ec2 create-security-group --group-name web --description 'Who may call the shop' --vpc-id "$vpc"
group=$(aws ec2 describe-security-groups --filters Name=vpc-id,Values="$vpc" Name=group-name,Values=web --query "SecurityGroups[].GroupId" --output text)
aws elbv2 create-load-balancer --name web --type application --scheme internal \
  --subnets "$first" "$second" --security-groups "$group"
balancer=$(aws elbv2 describe-load-balancers --names web --query "LoadBalancers[].LoadBalancerArn" --output text)

# It knows one path.
aws elbv2 create-listener --load-balancer-arn "$balancer" --protocol HTTP --port 80 --default-actions \
  '[{"Type":"fixed-response","FixedResponseConfig":{"StatusCode":"404","ContentType":"text/plain","MessageBody":"No such page"}}]'
listener=$(aws elbv2 describe-listeners --load-balancer-arn "$balancer" --query "Listeners[].ListenerArn" --output text)
aws elbv2 create-rule --listener-arn "$listener" --priority 1 \
  --conditions '[{"Field":"path-pattern","PathPatternConfig":{"Values":["/catalog"]}},{"Field":"http-request-method","HttpRequestMethodConfig":{"Values":["GET"]}}]' \
  --actions '[{"Type":"fixed-response","FixedResponseConfig":{"StatusCode":"200","ContentType":"application/json","MessageBody":"{\"products\":[\"mug\",\"cap\"]}"}}]'

# On AWS a load balancer takes some minutes.
for pause in 3 30 60 60 60 60 60 0; do
  state=$(aws elbv2 describe-load-balancers --names web --query "LoadBalancers[].State.Code" --output text)
  [ "$state" = active ] && break
  sleep "$pause"
done

#!/usr/bin/env bash
# The VPC of the warehouse and the stock server in it. Here an internal application load balancer with fixed
# answers plays the server, so that no machine has to run.
set -euo pipefail

aws ec2 create-vpc --cidr-block 10.40.0.0/16 \
  --tag-specifications 'ResourceType=vpc,Tags=[{Key=Name,Value=warehouse}]'
vpc=$(aws ec2 describe-vpcs --filters Name=tag:Name,Values=warehouse --query "Vpcs[].VpcId" --output text)
aws ec2 create-subnet --vpc-id "$vpc" --cidr-block 10.40.1.0/24 --availability-zone us-east-1a
aws ec2 create-subnet --vpc-id "$vpc" --cidr-block 10.40.2.0/24 --availability-zone us-east-1b
first=$(aws ec2 describe-subnets --filters Name=vpc-id,Values="$vpc" Name=cidr-block,Values=10.40.1.0/24 --query "Subnets[].SubnetId" --output text)
second=$(aws ec2 describe-subnets --filters Name=vpc-id,Values="$vpc" Name=cidr-block,Values=10.40.2.0/24 --query "Subnets[].SubnetId" --output text)

aws ec2 create-security-group --group-name stock-server --description 'HTTP from the VPC' --vpc-id "$vpc"
group=$(aws ec2 describe-security-groups --filters Name=vpc-id,Values="$vpc" Name=group-name,Values=stock-server --query "SecurityGroups[].GroupId" --output text)
aws ec2 authorize-security-group-ingress --group-id "$group" --protocol tcp --port 80 --cidr 10.40.0.0/16
aws elbv2 create-load-balancer --name stock-server --type application --scheme internal \
  --subnets "$first" "$second" --security-groups "$group"
server=$(aws elbv2 describe-load-balancers --names stock-server --query "LoadBalancers[].LoadBalancerArn" --output text)

# It knows a shelf, stores what is posted, and takes no other method.
aws elbv2 create-listener --load-balancer-arn "$server" --protocol HTTP --port 80 --default-actions \
  '[{"Type":"fixed-response","FixedResponseConfig":{"StatusCode":"405","ContentType":"text/plain","MessageBody":"Method not allowed"}}]'
listener=$(aws elbv2 describe-listeners --load-balancer-arn "$server" --query "Listeners[].ListenerArn" --output text)
aws elbv2 create-rule --listener-arn "$listener" --priority 1 \
  --conditions '[{"Field":"http-request-method","HttpRequestMethodConfig":{"Values":["GET"]}}]' \
  --actions '[{"Type":"fixed-response","FixedResponseConfig":{"StatusCode":"200","ContentType":"application/json","MessageBody":"{\"shelf\":\"A7\",\"boxes\":41}"}}]'
aws elbv2 create-rule --listener-arn "$listener" --priority 2 \
  --conditions '[{"Field":"http-request-method","HttpRequestMethodConfig":{"Values":["POST","PUT"]}}]' \
  --actions '[{"Type":"fixed-response","FixedResponseConfig":{"StatusCode":"202","ContentType":"application/json","MessageBody":"{\"stored\":true}"}}]'

# A load balancer takes some minutes on AWS, and can be a target when it is active.
for pause in 3 30 60 60 60 60 60 0; do
  state=$(aws elbv2 describe-load-balancers --names stock-server --query "LoadBalancers[].State.Code" --output text)
  [ "$state" = active ] && break
  sleep "$pause"
done
aws elbv2 create-target-group --name stock --target-type alb --protocol TCP --port 80 --vpc-id "$vpc" \
  --health-check-protocol HTTP --health-check-path /
targets=$(aws elbv2 describe-target-groups --names stock --query "TargetGroups[].TargetGroupArn" --output text)
aws elbv2 register-targets --target-group-arn "$targets" --targets Id="$server"

#!/usr/bin/env bash
# base: solution
# fails: integration
# The integration goes through the link of the old warehouse.
set -euo pipefail

vpc=$(aws ec2 describe-vpcs --filters Name=tag:Name,Values=warehouse --query "Vpcs[].VpcId" --output text)
first=$(aws ec2 describe-subnets --filters Name=vpc-id,Values="$vpc" Name=cidr-block,Values=10.40.1.0/24 --query "Subnets[].SubnetId" --output text)
second=$(aws ec2 describe-subnets --filters Name=vpc-id,Values="$vpc" Name=cidr-block,Values=10.40.2.0/24 --query "Subnets[].SubnetId" --output text)
api=$(aws apigateway get-rest-apis --query "items[?name=='inventory'].id" --output text)
stock=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/stock'].id" --output text)

aws elbv2 create-load-balancer --name old --type network --scheme internal --subnets "$first" "$second"
old=$(aws elbv2 describe-load-balancers --names old --query "LoadBalancers[].LoadBalancerArn" --output text)
aws apigateway create-vpc-link --name old --target-arns "$old"
link=$(aws apigateway get-vpc-links --query "items[?name=='old'].id" --output text)
for pause in 3 30 60 60 60 60 120 120 0; do
  state=$(aws apigateway get-vpc-links --query "items[?name=='old'].status" --output text)
  [ "$state" != PENDING ] && break
  sleep "$pause"
done

aws apigateway put-integration --rest-api-id "$api" --resource-id "$stock" --http-method ANY \
  --type HTTP_PROXY --integration-http-method ANY --uri http://stock.warehouse.internal/stock \
  --connection-type VPC_LINK --connection-id "$link"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

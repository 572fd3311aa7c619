#!/usr/bin/env bash
# base: seed
# fails: listener
# Half of the calls go to a new group in which nobody is.
set -euo pipefail

vpc=$(aws ec2 describe-vpcs --filters Name=tag:Name,Values=warehouse --query "Vpcs[].VpcId" --output text)
first=$(aws ec2 describe-subnets --filters Name=vpc-id,Values="$vpc" Name=cidr-block,Values=10.40.1.0/24 --query "Subnets[].SubnetId" --output text)
second=$(aws ec2 describe-subnets --filters Name=vpc-id,Values="$vpc" Name=cidr-block,Values=10.40.2.0/24 --query "Subnets[].SubnetId" --output text)
targets=$(aws elbv2 describe-target-groups --names stock --query "TargetGroups[].TargetGroupArn" --output text)

aws elbv2 create-target-group --name empty --target-type ip --protocol TCP --port 80 --vpc-id "$vpc"
empty=$(aws elbv2 describe-target-groups --names empty --query "TargetGroups[].TargetGroupArn" --output text)
forward=$(jq -cn --arg one "$targets" --arg other "$empty" '[{Type:"forward",ForwardConfig:{TargetGroups:[
  {TargetGroupArn:$one,Weight:1},{TargetGroupArn:$other,Weight:1}
]}}]')

aws elbv2 create-load-balancer --name backend --type network --scheme internal --subnets "$first" "$second"
balancer=$(aws elbv2 describe-load-balancers --names backend --query "LoadBalancers[].LoadBalancerArn" --output text)
aws elbv2 create-listener --load-balancer-arn "$balancer" --protocol TCP --port 80 \
  --default-actions "$forward"

for pause in 3 30 60 60 60 60 60 0; do
  state=$(aws elbv2 describe-load-balancers --names backend --query "LoadBalancers[].State.Code" --output text)
  [ "$state" = active ] && break
  sleep "$pause"
done
aws apigateway create-vpc-link --name backend --target-arns "$balancer"
link=$(aws apigateway get-vpc-links --query "items[?name=='backend'].id" --output text)
for pause in 3 30 60 60 60 60 120 120 0; do
  state=$(aws apigateway get-vpc-links --query "items[?name=='backend'].status" --output text)
  [ "$state" != PENDING ] && break
  sleep "$pause"
done

aws apigateway create-rest-api --name inventory --endpoint-configuration types=REGIONAL
api=$(aws apigateway get-rest-apis --query "items[?name=='inventory'].id" --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part stock
stock=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/stock'].id" --output text)
aws apigateway put-method --rest-api-id "$api" --resource-id "$stock" --http-method ANY \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$stock" --http-method ANY \
  --type HTTP_PROXY --integration-http-method ANY --uri http://stock.warehouse.internal/stock \
  --connection-type VPC_LINK --connection-id "$link"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

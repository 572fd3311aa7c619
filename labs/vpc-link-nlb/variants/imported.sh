#!/usr/bin/env bash
# base: seed
# From an OpenAPI document; a stage variable names the link, and a greedy path takes every call.
set -euo pipefail

vpc=$(aws ec2 describe-vpcs --filters Name=tag:Name,Values=warehouse --query "Vpcs[].VpcId" --output text)
first=$(aws ec2 describe-subnets --filters Name=vpc-id,Values="$vpc" Name=cidr-block,Values=10.40.1.0/24 --query "Subnets[].SubnetId" --output text)
second=$(aws ec2 describe-subnets --filters Name=vpc-id,Values="$vpc" Name=cidr-block,Values=10.40.2.0/24 --query "Subnets[].SubnetId" --output text)
targets=$(aws elbv2 describe-target-groups --names stock --query "TargetGroups[].TargetGroupArn" --output text)

aws elbv2 create-load-balancer --name backend --type network --scheme internal --subnets "$first" "$second"
balancer=$(aws elbv2 describe-load-balancers --names backend --query "LoadBalancers[].LoadBalancerArn" --output text)
aws elbv2 create-listener --load-balancer-arn "$balancer" --protocol TCP --port 80 \
  --default-actions Type=forward,TargetGroupArn="$targets"

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

cat >inventory.json <<'JSON'
{
  "openapi": "3.0.1",
  "info": {"title": "inventory", "version": "1"},
  "paths": {
    "/{proxy+}": {"x-amazon-apigateway-any-method": {
      "parameters": [{"name": "proxy", "in": "path", "required": true, "schema": {"type": "string"}}],
      "responses": {},
      "x-amazon-apigateway-integration": {
        "type": "http_proxy",
        "httpMethod": "ANY",
        "uri": "http://stock.warehouse.internal:80/{proxy}",
        "requestParameters": {"integration.request.path.proxy": "method.request.path.proxy"},
        "connectionType": "VPC_LINK",
        "connectionId": "${stageVariables.link}"
      }
    }}
  }
}
JSON
aws apigateway import-rest-api --parameters endpointConfigurationTypes=REGIONAL --body fileb://inventory.json
api=$(aws apigateway get-rest-apis --query "items[?name=='inventory'].id" --output text)
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod --variables link="$link"

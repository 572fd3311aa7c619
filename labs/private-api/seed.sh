#!/usr/bin/env bash
# Reports that the internet can read, and a VPC with two subnets that they are meant for.
set -euo pipefail

aws apigateway create-rest-api --name internal --endpoint-configuration types=REGIONAL
api=$(aws apigateway get-rest-apis --query "items[?name=='internal'].id" --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part reports
reports=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/reports'].id" --output text)

aws apigateway put-method --rest-api-id "$api" --resource-id "$reports" --http-method GET \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$reports" --http-method GET \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$reports" --http-method GET \
  --status-code 200
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$reports" --http-method GET \
  --status-code 200 --response-templates '{"application/json":"{\"reports\":[]}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

aws ec2 create-vpc --cidr-block 10.20.0.0/16 \
  --tag-specifications 'ResourceType=vpc,Tags=[{Key=Name,Value=internal}]'
vpc=$(aws ec2 describe-vpcs --filters Name=tag:Name,Values=internal --query "Vpcs[].VpcId" --output text)
aws ec2 modify-vpc-attribute --vpc-id "$vpc" --enable-dns-support '{"Value":true}'
aws ec2 modify-vpc-attribute --vpc-id "$vpc" --enable-dns-hostnames '{"Value":true}'
aws ec2 create-subnet --vpc-id "$vpc" --cidr-block 10.20.1.0/24 --availability-zone us-east-1a
aws ec2 create-subnet --vpc-id "$vpc" --cidr-block 10.20.2.0/24 --availability-zone us-east-1b

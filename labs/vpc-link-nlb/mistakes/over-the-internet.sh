#!/usr/bin/env bash
# base: solution
# fails: integration
# The integration calls the name of the load balancer, and has no link.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='inventory'].id" --output text)
stock=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/stock'].id" --output text)
name=$(aws elbv2 describe-load-balancers --names backend --query "LoadBalancers[].DNSName" --output text)
aws apigateway put-integration --rest-api-id "$api" --resource-id "$stock" --http-method ANY \
  --type HTTP_PROXY --integration-http-method ANY --uri "http://$name/stock"
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

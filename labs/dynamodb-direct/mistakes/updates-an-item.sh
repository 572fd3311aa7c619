#!/usr/bin/env bash
# base: solution
# fails: put-item
# UpdateItem is another action, and the role does not allow it.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='pets'].id" --output text)
pets=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/pets'].id" --output text)
region=${AWS_DEFAULT_REGION:-us-east-1}
account=$(aws sts get-caller-identity --query Account --output text)
aws apigateway update-integration --rest-api-id "$api" --resource-id "$pets" --http-method POST \
  --patch-operations op=replace,path=/uri,value=arn:aws:apigateway:$region:dynamodb:action/UpdateItem
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

#!/usr/bin/env bash
# base: solution
# fails: role-may-put, role-no-more
# The role may read the table, which is not what the call needs.
set -euo pipefail

region=${AWS_DEFAULT_REGION:-us-east-1}
account=$(aws sts get-caller-identity --query Account --output text)
aws iam put-role-policy --role-name apigw-ddb --policy-name put-pets --policy-document "{
  \"Version\": \"2012-10-17\",
  \"Statement\": [{
    \"Effect\": \"Allow\",
    \"Action\": [\"dynamodb:GetItem\", \"dynamodb:Query\"],
    \"Resource\": \"arn:aws:dynamodb:$region:$account:table/pets\"
  }]
}"

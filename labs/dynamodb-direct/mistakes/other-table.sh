#!/usr/bin/env bash
# base: solution
# fails: role-may-put
# One letter off: the role may put into a table named pet.
set -euo pipefail

region=${AWS_DEFAULT_REGION:-us-east-1}
account=$(aws sts get-caller-identity --query Account --output text)
aws iam put-role-policy --role-name apigw-ddb --policy-name put-pets --policy-document "{
  \"Version\": \"2012-10-17\",
  \"Statement\": [{
    \"Effect\": \"Allow\",
    \"Action\": \"dynamodb:PutItem\",
    \"Resource\": \"arn:aws:dynamodb:$region:$account:table/pet\"
  }]
}"

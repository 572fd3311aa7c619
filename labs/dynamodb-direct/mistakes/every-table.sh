#!/usr/bin/env bash
# base: solution
# fails: role-no-more
# The right action, on whatever table a template names.
set -euo pipefail

aws iam put-role-policy --role-name apigw-ddb --policy-name put-pets --policy-document '{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "dynamodb:PutItem", "Resource": "*" }]
}'

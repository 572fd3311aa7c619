#!/usr/bin/env bash
# base: solution
# fails: role-may-put
# The role is there for functions, and API Gateway may not take it on.
set -euo pipefail

aws iam update-assume-role-policy --role-name apigw-ddb --policy-document '{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "lambda.amazonaws.com" }, "Action": "sts:AssumeRole" }
  ]
}'

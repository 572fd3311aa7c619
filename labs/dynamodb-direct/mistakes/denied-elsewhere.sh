#!/usr/bin/env bash
# base: solution
# fails: role-may-put
# A second policy takes back what the first one gives.
set -euo pipefail

aws iam put-role-policy --role-name apigw-ddb --policy-name no-writes --policy-document '{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Deny", "Action": "dynamodb:Put*", "Resource": "*" }]
}'

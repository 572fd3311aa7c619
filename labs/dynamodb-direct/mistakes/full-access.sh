#!/usr/bin/env bash
# base: solution
# fails: role-no-more
# It works, and whoever finds a hole in the template may empty every table.
set -euo pipefail

aws iam attach-role-policy --role-name apigw-ddb \
  --policy-arn arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess

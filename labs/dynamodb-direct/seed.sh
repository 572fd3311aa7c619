#!/usr/bin/env bash
# The table that the clinic's other programs read already. Nothing writes into it yet.
set -euo pipefail

aws dynamodb create-table --table-name pets --billing-mode PAY_PER_REQUEST \
  --attribute-definitions AttributeName=id,AttributeType=S \
  --key-schema AttributeName=id,KeyType=HASH

#!/usr/bin/env bash
# base: solution
# fails: v1-mapped
# Without a stage in the mapping, callers have to name it: /v1/prod/products.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='store'].id" --output text)
aws apigateway delete-base-path-mapping --domain-name api.example.com --base-path v1
aws apigateway create-base-path-mapping --domain-name api.example.com --base-path v1 --rest-api-id "$api"

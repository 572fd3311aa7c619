#!/usr/bin/env bash
# base: solution
# fails: v1-mapped
# The empty path leads to the stage, so that the next version has no place beside it.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='store'].id" --output text)
aws apigateway delete-base-path-mapping --domain-name api.example.com --base-path v1
aws apigateway create-base-path-mapping --domain-name api.example.com --rest-api-id "$api" --stage prod

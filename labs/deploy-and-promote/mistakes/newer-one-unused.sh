#!/usr/bin/env bash
# base: solution
# fails: runs-newest
# A later deployment lies beside the stage.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='versions'].id" --output text)

# Deployments bear the second in which they were made.
sleep 1.1
aws apigateway create-deployment --rest-api-id "$api" --description "never shown"

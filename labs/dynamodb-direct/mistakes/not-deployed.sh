#!/usr/bin/env bash
# base: solution
# fails: serves-pets
# The stage is gone; the API alone cannot be called.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='pets'].id" --output text)
aws apigateway delete-stage --rest-api-id "$api" --stage-name prod

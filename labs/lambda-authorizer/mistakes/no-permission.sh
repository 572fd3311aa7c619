#!/usr/bin/env bash
# base: solution
# fails: may-invoke
# The function lets nobody in.
set -euo pipefail

aws lambda remove-permission --function-name authz --statement-id api-gateway

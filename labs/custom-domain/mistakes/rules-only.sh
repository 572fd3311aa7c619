#!/usr/bin/env bash
# base: solution
# fails: v1-mapped
# The mapping is there, and the name does not read mappings.
set -euo pipefail

aws apigatewayv2 update-domain-name --domain-name api.example.com --routing-mode ROUTING_RULE_ONLY

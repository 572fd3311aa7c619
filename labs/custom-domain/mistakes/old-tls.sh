#!/usr/bin/env bash
# base: solution
# fails: tls-1-2
# Old clients get in again, and so does whoever breaks TLS 1.0.
set -euo pipefail

aws apigateway update-domain-name --domain-name api.example.com \
  --patch-operations op=replace,path=/securityPolicy,value=TLS_1_0

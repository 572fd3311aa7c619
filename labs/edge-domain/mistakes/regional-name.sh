#!/usr/bin/env bash
# base: solution
# fails: edge-domain
# A Regional name may lead to an edge-optimized API, and callers then go to the Region.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='global'].id" --output text)
certificate=$(aws acm list-certificates --query "CertificateSummaryList[?DomainName=='global.example.com'].CertificateArn" --output text)

aws apigateway delete-domain-name --domain-name global.example.com
aws apigateway create-domain-name --domain-name global.example.com \
  --endpoint-configuration types=REGIONAL --regional-certificate-arn "$certificate"
aws apigateway create-base-path-mapping --domain-name global.example.com \
  --rest-api-id "$api" --stage prod

#!/usr/bin/env bash
# base: solution
# fails: regional-domain
# An edge-optimized name: requests go by CloudFront, and the certificate has to be in us-east-1.
set -euo pipefail

certificate=$(aws acm list-certificates --query "CertificateSummaryList[?DomainName=='api.example.com'].CertificateArn" --output text)
api=$(aws apigateway get-rest-apis --query "items[?name=='store'].id" --output text)

aws apigateway delete-base-path-mapping --domain-name api.example.com --base-path v1
aws apigateway delete-domain-name --domain-name api.example.com
aws apigateway create-domain-name --domain-name api.example.com \
  --endpoint-configuration types=EDGE --certificate-arn "$certificate" --security-policy TLS_1_2
aws apigateway create-base-path-mapping --domain-name api.example.com --base-path v1 \
  --rest-api-id "$api" --stage prod

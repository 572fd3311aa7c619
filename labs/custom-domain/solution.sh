#!/usr/bin/env bash
# A certificate, a Regional custom domain name for it, and base path v1 to stage prod.
set -euo pipefail

# ACM issues the certificate once the domain's owner has shown that it is theirs. On a real account that is
# a CNAME record, which describe-certificate names; the local sandbox takes your word for it.
aws acm request-certificate --domain-name api.example.com --validation-method DNS
certificate=$(aws acm list-certificates --query "CertificateSummaryList[?DomainName=='api.example.com'].CertificateArn" --output text)
until [ "$(aws acm describe-certificate --certificate-arn "$certificate" --query Certificate.Status --output text)" = ISSUED ]; do
  sleep 1
done

# A Regional name takes its certificate from the Region of the API.
aws apigateway create-domain-name --domain-name api.example.com \
  --endpoint-configuration types=REGIONAL --regional-certificate-arn "$certificate" \
  --security-policy TLS_1_2

# What the name leads to. The base path is not part of the API's own paths.
api=$(aws apigateway get-rest-apis --query "items[?name=='store'].id" --output text)
aws apigateway create-base-path-mapping --domain-name api.example.com --base-path v1 \
  --rest-api-id "$api" --stage prod

#!/usr/bin/env bash
# base: seed
# fails: v1-mapped
# A name with a certificate, and nothing that it leads to.
set -euo pipefail

# ACM issues the certificate once the domain's owner has shown that it is theirs. On a real account that is
# a CNAME record, which describe-certificate names; the local sandbox takes your word for it.
aws acm request-certificate --domain-name api.example.com --validation-method DNS
certificate=$(aws acm list-certificates --query "CertificateSummaryList[?DomainName=='api.example.com'].CertificateArn" --output text)
until [ "$(aws acm describe-certificate --certificate-arn "$certificate" --query Certificate.Status --output text)" = ISSUED ]; do
  sleep 1
done

aws apigateway create-domain-name --domain-name api.example.com \
  --endpoint-configuration types=REGIONAL --regional-certificate-arn "$certificate"

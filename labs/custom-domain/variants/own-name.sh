#!/usr/bin/env bash
# base: seed
# Another name, covered by a certificate for all names one level below.
set -euo pipefail

aws acm request-certificate --domain-name '*.shop.example.org' --validation-method DNS
certificate=$(aws acm list-certificates --query "CertificateSummaryList[?DomainName=='*.shop.example.org'].CertificateArn" --output text)
until [ "$(aws acm describe-certificate --certificate-arn "$certificate" --query Certificate.Status --output text)" = ISSUED ]; do
  sleep 1
done

# No security policy said: TLS 1.2 is what a new name gets.
aws apigateway create-domain-name --domain-name orders.shop.example.org \
  --endpoint-configuration types=REGIONAL --regional-certificate-arn "$certificate"
api=$(aws apigateway get-rest-apis --query "items[?name=='store'].id" --output text)
aws apigateway create-base-path-mapping --domain-name orders.shop.example.org --base-path v1 \
  --rest-api-id "$api" --stage prod

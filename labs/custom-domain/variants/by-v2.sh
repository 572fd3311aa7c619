#!/usr/bin/env bash
# base: seed
# The same name and mapping, made with apigatewayv2.
set -euo pipefail

# ACM issues the certificate once the domain's owner has shown that it is theirs. On a real account that is
# a CNAME record, which describe-certificate names; the local sandbox takes your word for it.
aws acm request-certificate --domain-name api.example.com --validation-method DNS
certificate=$(aws acm list-certificates --query "CertificateSummaryList[?DomainName=='api.example.com'].CertificateArn" --output text)
until [ "$(aws acm describe-certificate --certificate-arn "$certificate" --query Certificate.Status --output text)" = ISSUED ]; do
  sleep 1
done

api=$(aws apigateway get-rest-apis --query "items[?name=='store'].id" --output text)
aws apigatewayv2 create-domain-name --domain-name api.example.com \
  --domain-name-configurations "CertificateArn=$certificate,EndpointType=REGIONAL,SecurityPolicy=TLS_1_2"
aws apigatewayv2 create-api-mapping --domain-name api.example.com --api-mapping-key v1 \
  --api-id "$api" --stage prod

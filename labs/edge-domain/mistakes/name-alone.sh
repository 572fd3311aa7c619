#!/usr/bin/env bash
# base: seed
# fails: domain-mapped
# A name with a certificate, and nothing that it leads to.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='global'].id" --output text)
aws apigateway update-rest-api --rest-api-id "$api" \
  --patch-operations op=replace,path=/endpointConfiguration/types/REGIONAL,value=EDGE

# CloudFront takes its certificates from us-east-1 only, wherever the API runs.
aws acm request-certificate --region us-east-1 --domain-name global.example.com --validation-method DNS
certificate=$(aws acm list-certificates --region us-east-1 \
  --query "CertificateSummaryList[?DomainName=='global.example.com'].CertificateArn" --output text)
until [ "$(aws acm describe-certificate --region us-east-1 --certificate-arn "$certificate" --query Certificate.Status --output text)" = ISSUED ]; do
  sleep 1
done

aws apigateway create-domain-name --domain-name global.example.com \
  --endpoint-configuration types=EDGE --certificate-arn "$certificate"

#!/usr/bin/env bash
# base: seed
# Another name below a wildcard certificate, and a base path.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='global'].id" --output text)
aws apigateway update-rest-api --rest-api-id "$api" \
  --patch-operations op=replace,path=/endpointConfiguration/types/REGIONAL,value=EDGE

# CloudFront takes its certificates from us-east-1 only, wherever the API runs.
aws acm request-certificate --region us-east-1 --domain-name *.example.net --validation-method DNS
certificate=$(aws acm list-certificates --region us-east-1 \
  --query "CertificateSummaryList[?DomainName=='*.example.net'].CertificateArn" --output text)
until [ "$(aws acm describe-certificate --region us-east-1 --certificate-arn "$certificate" --query Certificate.Status --output text)" = ISSUED ]; do
  sleep 1
done

aws apigateway create-domain-name --domain-name world.example.net \
  --endpoint-configuration types=EDGE --certificate-arn "$certificate" --security-policy TLS_1_2
aws apigateway create-base-path-mapping --domain-name world.example.net --base-path v1 \
  --rest-api-id "$api" --stage prod

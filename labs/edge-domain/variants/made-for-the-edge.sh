#!/usr/bin/env bash
# base: empty
# The API was edge-optimized from the first day, and answers by its name only.
set -euo pipefail

aws apigateway create-rest-api --name global --endpoint-configuration types=EDGE
api=$(aws apigateway get-rest-apis --query "items[?name=='global'].id" --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part catalog
resource=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/catalog'].id" --output text)

aws apigateway put-method --rest-api-id "$api" --resource-id "$resource" --http-method GET \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$resource" --http-method GET \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$resource" --http-method GET \
  --status-code 200
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$resource" --http-method GET \
  --status-code 200 \
  --response-templates '{"application/json":"{\"catalog\":[\"mug\"],\"calledBy\":\"$context.domainName\"}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

# CloudFront takes its certificates from us-east-1 only, wherever the API runs.
aws acm request-certificate --region us-east-1 --domain-name global.example.com --validation-method DNS
certificate=$(aws acm list-certificates --region us-east-1 \
  --query "CertificateSummaryList[?DomainName=='global.example.com'].CertificateArn" --output text)
until [ "$(aws acm describe-certificate --region us-east-1 --certificate-arn "$certificate" --query Certificate.Status --output text)" = ISSUED ]; do
  sleep 1
done

aws apigateway create-domain-name --domain-name global.example.com \
  --endpoint-configuration types=EDGE --certificate-arn "$certificate"
aws apigateway create-base-path-mapping --domain-name global.example.com \
  --rest-api-id "$api" --stage prod
aws apigateway update-rest-api --rest-api-id "$api" \
  --patch-operations op=replace,path=/disableExecuteApiEndpoint,value=true
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

#!/usr/bin/env bash
# base: solution
# escapeJavaScript, with its apostrophes turned back, behind ANY.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='pets'].id" --output text)
pets=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/pets'].id" --output text)
region=${AWS_DEFAULT_REGION:-us-east-1}
account=$(aws sts get-caller-identity --query Account --output text)

aws apigateway delete-method --rest-api-id "$api" --resource-id "$pets" --http-method POST
aws apigateway put-method --rest-api-id "$api" --resource-id "$pets" --http-method ANY \
  --authorization-type NONE
cat > pets.vtl <<'EOF'
#set($name = $util.escapeJavaScript($input.path('$.name')).replaceAll("\\'", "'"))
{
  "TableName": "pets",
  "Item": {
    "age": { "N": "$input.path('$.age')" },
    "id": { "S": "$context.extendedRequestId" },
    "name": { "S": "$name" }
  }
}
EOF
jq -Rs '{"application/json": .}' pets.vtl > templates.json
aws apigateway put-integration --rest-api-id "$api" --resource-id "$pets" --http-method ANY \
  --type AWS --integration-http-method POST \
  --uri "arn:aws:apigateway:$region:dynamodb:action/PutItem" \
  --credentials "arn:aws:iam::$account:role/apigw-ddb" --request-templates file://templates.json
for status in 201 500; do
  aws apigateway put-method-response --rest-api-id "$api" --resource-id "$pets" --http-method ANY \
    --status-code "$status"
done
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$pets" --http-method ANY \
  --status-code 201 --selection-pattern 200 \
  --response-templates '{"application/json":"{ \"stored\": true, \"id\": \"$context.extendedRequestId\" }"}'
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$pets" --http-method ANY \
  --status-code 500
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

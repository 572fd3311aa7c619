#!/usr/bin/env bash
# base: solution
# fails: item-arrives
# The second Rex replaces the first one.
set -euo pipefail

api=$(aws apigateway get-rest-apis --query "items[?name=='pets'].id" --output text)
pets=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/pets'].id" --output text)
region=${AWS_DEFAULT_REGION:-us-east-1}
account=$(aws sts get-caller-identity --query Account --output text)

cat > pets.vtl <<'EOF'
{
  "TableName": "pets",
  "Item": {
    "id": { "S": $input.json('$.name') },
    "name": { "S": $input.json('$.name') },
    "age": { "N": "$input.path('$.age')" }
  }
}
EOF
jq -Rs '{"application/json": .}' pets.vtl > templates.json
aws apigateway put-integration --rest-api-id "$api" --resource-id "$pets" --http-method POST \
  --type AWS --integration-http-method POST \
  --uri "arn:aws:apigateway:$region:dynamodb:action/PutItem" \
  --credentials "arn:aws:iam::$account:role/apigw-ddb" \
  --request-templates file://templates.json --passthrough-behavior NEVER
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$pets" --http-method POST \
  --status-code 200 --response-templates '{"application/json":"{\"id\":\"$context.requestId\"}"}'
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$pets" --http-method POST \
  --status-code 400 --selection-pattern '[45]\d\d' \
  --response-templates '{"application/json":"{\"message\":\"The pet was not stored.\"}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

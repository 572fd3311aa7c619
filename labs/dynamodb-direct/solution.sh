#!/usr/bin/env bash
# POST /pets puts an item into the table, with a role and a template and nothing in between.
set -euo pipefail

region=${AWS_DEFAULT_REGION:-us-east-1}
account=$(aws sts get-caller-identity --query Account --output text)

# The role: API Gateway may take it on, and it may do one thing.
cat > trust.json <<'EOF'
{
  "Version": "2012-10-17",
  "Statement": [
    { "Effect": "Allow", "Principal": { "Service": "apigateway.amazonaws.com" }, "Action": "sts:AssumeRole" }
  ]
}
EOF
aws iam create-role --role-name apigw-ddb --assume-role-policy-document file://trust.json
aws iam put-role-policy --role-name apigw-ddb --policy-name put-pets --policy-document "{
  \"Version\": \"2012-10-17\",
  \"Statement\": [{
    \"Effect\": \"Allow\",
    \"Action\": \"dynamodb:PutItem\",
    \"Resource\": \"arn:aws:dynamodb:$region:$account:table/pets\"
  }]
}"

aws apigateway create-rest-api --name pets --endpoint-configuration types=REGIONAL
api=$(aws apigateway get-rest-apis --query "items[?name=='pets'].id" --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part pets
pets=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/pets'].id" --output text)

# The way in. $input.json keeps the quotation marks of a JSON string, escapes and all.
cat > pets.vtl <<'EOF'
{
  "TableName": "pets",
  "Item": {
    "id": { "S": "$context.requestId" },
    "name": { "S": $input.json('$.name') },
    "age": { "N": "$input.path('$.age')" }
  }
}
EOF
jq -Rs '{"application/json": .}' pets.vtl > templates.json
aws apigateway put-method --rest-api-id "$api" --resource-id "$pets" --http-method POST \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$pets" --http-method POST \
  --type AWS --integration-http-method POST \
  --uri "arn:aws:apigateway:$region:dynamodb:action/PutItem" \
  --credentials "arn:aws:iam::$account:role/apigw-ddb" \
  --request-templates file://templates.json --passthrough-behavior NEVER

# The way out: the new id, or word that the table refused.
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$pets" --http-method POST \
  --status-code 200
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$pets" --http-method POST \
  --status-code 200 --response-templates '{"application/json":"{\"id\":\"$context.requestId\"}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$pets" --http-method POST \
  --status-code 400
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$pets" --http-method POST \
  --status-code 400 --selection-pattern '[45]\d\d' \
  --response-templates '{"application/json":"{\"message\":\"The pet was not stored.\"}"}'

aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

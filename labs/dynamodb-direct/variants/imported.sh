#!/usr/bin/env bash
# base: seed
# The whole API as one OpenAPI document, and the role's right in a policy of its own, under a boundary.
set -euo pipefail

region=${AWS_DEFAULT_REGION:-us-east-1}
account=$(aws sts get-caller-identity --query Account --output text)

aws iam create-policy --policy-name put-pets --policy-document "{
  \"Version\": \"2012-10-17\",
  \"Statement\": {
    \"Effect\": \"Allow\",
    \"Action\": [\"dynamodb:putitem\"],
    \"Resource\": [\"arn:aws:dynamodb:*:$account:table/pets\"]
  }
}"
aws iam create-policy --policy-name table-work --policy-document '{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Allow", "Action": "dynamodb:*", "Resource": "*" }
}'
aws iam create-role --role-name apigw-ddb --path /gateway/ \
  --permissions-boundary "arn:aws:iam::$account:policy/table-work" \
  --assume-role-policy-document '{
    "Version": "2012-10-17",
    "Statement": {
      "Effect": "Allow",
      "Principal": { "Service": ["apigateway.amazonaws.com", "lambda.amazonaws.com"] },
      "Action": ["sts:AssumeRole"]
    }
  }'
aws iam attach-role-policy --role-name apigw-ddb --policy-arn "arn:aws:iam::$account:policy/put-pets"

cat > pets.json <<EOF
{
  "openapi": "3.0.1",
  "info": { "title": "pets", "version": "1" },
  "paths": {
    "/pets": {
      "post": {
        "responses": { "200": { "description": "stored" }, "400": { "description": "refused" } },
        "x-amazon-apigateway-integration": {
          "type": "aws",
          "httpMethod": "POST",
          "uri": "arn:aws:apigateway:$region:dynamodb:action/PutItem",
          "credentials": "arn:aws:iam::$account:role/gateway/apigw-ddb",
          "requestTemplates": {
            "application/json": "{\"TableName\":\"pets\",\"Item\":{\"id\":{\"S\":\"\$context.requestId\"},\"name\":{\"S\":\$input.json('\$.name')},\"age\":{\"N\":\"\$input.path('\$.age')\"}}}"
          },
          "responses": {
            "default": {
              "statusCode": "400",
              "responseTemplates": { "application/json": "{\"message\":\"not stored\"}" }
            },
            "200": {
              "statusCode": "200",
              "responseTemplates": { "application/json": "{\"id\":\"\$context.requestId\"}" }
            }
          }
        }
      }
    }
  }
}
EOF
aws apigateway import-rest-api --parameters endpointConfigurationTypes=REGIONAL --body fileb://pets.json
api=$(aws apigateway get-rest-apis --query "items[?name=='pets'].id" --output text)
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

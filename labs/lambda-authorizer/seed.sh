#!/usr/bin/env bash
# The archive stands open: GET /private on stage prod asks nobody. Function authz knows the passes.
set -euo pipefail

cat > index.mjs <<'JS'
const readers = new Map([['pass-4711', 'ada']]);

export const handler = async ({ authorizationToken, headers, methodArn }) => {
  const pass = authorizationToken ?? headers?.Authorization ?? headers?.authorization;
  const reader = readers.get(pass);
  const [api, stage] = methodArn.split('/');
  return {
    principalId: reader ?? 'stranger',
    policyDocument: {
      Version: '2012-10-17',
      Statement: [
        {
          Action: 'execute-api:Invoke',
          Effect: reader ? 'Allow' : 'Deny',
          Resource: `${api}/${stage}/*`,
        },
      ],
    },
  };
};
JS
zip -q authz.zip index.mjs

aws iam create-role --role-name authz-fn --assume-role-policy-document \
  '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}'
role=$(aws iam get-role --role-name authz-fn --query Role.Arn --output text)

create_authz() {
  aws lambda create-function --function-name authz --runtime nodejs24.x --handler index.handler \
    --role "$role" --zip-file fileb://authz.zip
}
# A new role is not known everywhere at once.
create_authz || { sleep 15; create_authz; }

aws apigateway create-rest-api --name secure --endpoint-configuration types=REGIONAL
api=$(aws apigateway get-rest-apis --query "items[?name=='secure'].id" --output text)
root=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/'].id" --output text)
aws apigateway create-resource --rest-api-id "$api" --parent-id "$root" --path-part private
private=$(aws apigateway get-resources --rest-api-id "$api" --query "items[?path=='/private'].id" --output text)
aws apigateway put-method --rest-api-id "$api" --resource-id "$private" --http-method GET \
  --authorization-type NONE
aws apigateway put-integration --rest-api-id "$api" --resource-id "$private" --http-method GET \
  --type MOCK --request-templates '{"application/json":"{\"statusCode\": 200}"}'
aws apigateway put-method-response --rest-api-id "$api" --resource-id "$private" --http-method GET \
  --status-code 200
aws apigateway put-integration-response --rest-api-id "$api" --resource-id "$private" --http-method GET \
  --status-code 200 \
  --response-templates '{"application/json":"{\"letters\":[\"1848-03-02\"],\"reader\":\"$context.authorizer.principalId\"}"}'
aws apigateway create-deployment --rest-api-id "$api" --stage-name prod

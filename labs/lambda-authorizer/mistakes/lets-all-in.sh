#!/usr/bin/env bash
# base: solution
# fails: pass-decides
# The function allows whatever pass it is shown.
set -euo pipefail

cat > index.mjs <<'JS'
export const handler = async ({ authorizationToken }) => ({
  principalId: authorizationToken,
  policyDocument: {
    Version: "2012-10-17",
    Statement: [{ Action: "execute-api:Invoke", Effect: "Allow", Resource: "*" }],
  },
});
JS
zip -q all.zip index.mjs
aws lambda update-function-code --function-name authz --zip-file fileb://all.zip
while [ "$(aws lambda get-function-configuration --function-name authz --query LastUpdateStatus --output text)" = InProgress ]; do
  sleep 1
done

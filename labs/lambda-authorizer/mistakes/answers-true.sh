#!/usr/bin/env bash
# base: solution
# fails: pass-decides
# The function was rewritten to answer true or false, which no REST API takes.
set -euo pipefail

cat > index.mjs <<'JS'
export const handler = async ({ authorizationToken }) => authorizationToken === "pass-4711";
JS
zip -q true.zip index.mjs
aws lambda update-function-code --function-name authz --zip-file fileb://true.zip
while [ "$(aws lambda get-function-configuration --function-name authz --query LastUpdateStatus --output text)" = InProgress ]; do
  sleep 1
done

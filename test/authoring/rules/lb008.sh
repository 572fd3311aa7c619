# as: labs/tiers/solution.sh
set -euo pipefail
helper() { echo "fine"; }
helper
api=$(aws apigateway get-rest-apis | python3 -c 'print(1)') # expect: LB008
aws apigateway get-rest-apis & # expect: LB008
echo "$(
  ruby -v # expect: LB008
)"
if [ -n "$api" ]; then sudo true; fi # expect: LB008
"$api" now # expect: LB008

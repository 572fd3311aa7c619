# as: labs/tiers/solution.sh
curl "https://x.execute-api.us-east-1.amazonaws.com/prod" # expect: LB009
aws --endpoint-url https://sts.amazonaws.com sts get-caller-identity # expect: LB009
aws iam create-role --role-name x --assume-role-policy-document '{"Service":"apigateway.amazonaws.com"}'

# as: labs/tiers/solution.sh
if true; then
echo "x # expect: LB008

# as: labs/tiers/solution.sh
count=1
echo $((count$x # expect: LB008

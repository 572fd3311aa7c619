# as: labs/tiers/mistakes/other.sh expect-file: LB005
true

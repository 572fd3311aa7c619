# as: labs/tiers/mistakes/none.sh
# base: nothing (expect: LB005)
# fails: plan, plans-two (expect: LB005)
true

#!/usr/bin/env bash
# base: solution
# fails: answers
# The load balancer has lost the rule for the catalog.
set -euo pipefail

balancer=$(aws elbv2 describe-load-balancers --names web --query "LoadBalancers[].LoadBalancerArn" --output text)
listener=$(aws elbv2 describe-listeners --load-balancer-arn "$balancer" --query "Listeners[].ListenerArn" --output text)
rule=$(aws elbv2 describe-rules --listener-arn "$listener" --query "Rules[?Priority=='1'].RuleArn" --output text)
aws elbv2 delete-rule --rule-arn "$rule"

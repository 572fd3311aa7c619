#!/usr/bin/env bash
# base: solution
# fails: listener
# The load balancer listens on no port.
set -euo pipefail

balancer=$(aws elbv2 describe-load-balancers --names backend --query "LoadBalancers[].LoadBalancerArn" --output text)
listener=$(aws elbv2 describe-listeners --load-balancer-arn "$balancer" --query "Listeners[].ListenerArn" --output text)
aws elbv2 delete-listener --listener-arn "$listener"

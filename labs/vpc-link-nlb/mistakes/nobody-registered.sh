#!/usr/bin/env bash
# base: solution
# fails: listener
# The server was taken out of the target group.
set -euo pipefail

targets=$(aws elbv2 describe-target-groups --names stock --query "TargetGroups[].TargetGroupArn" --output text)
server=$(aws elbv2 describe-load-balancers --names stock-server --query "LoadBalancers[].LoadBalancerArn" --output text)
aws elbv2 deregister-targets --target-group-arn "$targets" --targets Id="$server"

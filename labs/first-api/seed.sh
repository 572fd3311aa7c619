#!/usr/bin/env bash
# This lab starts in an empty account. Here is whose it is.
set -euo pipefail

aws sts get-caller-identity

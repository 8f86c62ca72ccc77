#!/usr/bin/env bash
# Brings the stacks of an environment up, one after the other, and stops at the first that fails or after which an alarm
# rings. Usage: up.sh ENVIRONMENT [--create]. Needs the Pulumi and AWS command lines, jq, and a token of the CI system in
# the file AWS_WEB_IDENTITY_TOKEN_FILE, with which it takes the deploy role of each stack's account.
set -euo pipefail
environment=${1:?usage: up.sh ENVIRONMENT [--create]}
shift
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)

waves=$(npx planner waves "$environment" "$@" --format json)
while read -r stack region role backend <&3; do
  printf '== %s\n' "$stack"
  export AWS_ROLE_ARN=$role AWS_ROLE_SESSION_NAME=$stack AWS_REGION=$region
  pulumi login "$backend"
  pulumi up --stack "$stack" --yes --non-interactive
  "$here/health-gate.sh" "$region" "${GATE_MINUTES:-10}"
done 3< <(jq -r '.[] | [.stack, .region, .deployRoleArn, .backend] | @tsv' <<<"$waves")

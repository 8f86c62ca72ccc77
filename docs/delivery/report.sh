#!/usr/bin/env bash
# report.sh ENVIRONMENT BASE: writes report.md for a pull request: what changes against the commit BASE, what the policies
# find, what it costs, whether the data stay in their partitions. Findings do not end it: the gate is `planner preview`.
set -euo pipefail
environment=$1
base=$2

# section TITLE COMMAND...: the planner ends with 1 where it has findings, and above that where it could not look.
section() {
  printf '## %s\n\n' "$1"
  shift
  "$@" || [ $? -eq 1 ]
  printf '\n'
}

{
  section "Plan" npx planner diff "$environment" --base "$base" --format markdown
  section "Findings" npx planner policy "$environment" --format markdown
  section "Costs" npx planner cost "$environment" --base "$base" --format markdown
  section "Residency" npx planner residency "$environment" --format markdown
} > report.md

#!/usr/bin/env bash
# Watches the alarms of one region after its stack was brought up: ends 1 as soon as one rings, 0 when MINUTES have passed
# in silence. Usage: health-gate.sh REGION [MINUTES]. Needs the AWS CLI, with the right cloudwatch:DescribeAlarms.
set -euo pipefail
region=${1:?usage: health-gate.sh REGION [MINUTES]}
minutes=${2:-10}
interval=${GATE_INTERVAL_SECONDS:-60}

for ((minute = 0; minute <= minutes; minute++)); do
  if ((minute > 0)); then
    sleep "$interval"
  fi
  ringing=$(aws cloudwatch describe-alarms --region "$region" --state-value ALARM \
    --alarm-types MetricAlarm CompositeAlarm \
    --query "[MetricAlarms[].AlarmName, CompositeAlarms[].AlarmName][]" --output text)
  if [ -n "$ringing" ] && [ "$ringing" != None ]; then
    printf 'error: alarms ring in %s: %s; the waves after this one are not started\n' "$region" "$ringing" >&2
    exit 1
  fi
done
printf 'no alarm rang in %s for %s minutes\n' "$region" "$minutes"

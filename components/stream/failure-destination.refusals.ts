import { alarmTopicsRefusal } from "../core/alarm-topics";
import type { Refusal } from "../core/refusal";
import { runbooksUrlRefusal } from "../core/runbooks";
import { toSeconds, type Duration } from "../core/units";
import { FAILURE_DEFAULTS, FAILURE_RETENTION, type FailureChoices } from "./failure-destination.plan";

/** Most attempts before a failure is parked. */
export const MAX_REDRIVE_ATTEMPTS = 10;

const MINUTE = 60;

/** What the refusals of a failure destination look at. */
export interface FailureRefusalArgs extends FailureChoices {
  /** Topics that alarms notify. */
  readonly alarmTopicArns: readonly unknown[];
}

/** Reasons to refuse a failure destination. */
export const failureRefusals: readonly Refusal<FailureRefusalArgs>[] = [
  {
    when: (args) =>
      toSeconds(failureAgeOf(args)) < MINUTE ||
      !isShorter(failureAgeOf(args), failureRetentionOf(args)) ||
      !isShorter(failureAgeOf(args), FAILURE_RETENTION),
    say: (args) => ({
      arg: "failureAgeAlarm",
      got: failureAgeOf(args),
      expected: `1 minute or more, and less than retention (${failureRetentionOf(args)}) and than ${FAILURE_RETENTION}`,
      change: "leave the time it takes to redrive before the records, or the failure itself, expire",
    }),
  },
  {
    when: ({ redriveAttempts }) => redriveAttempts !== undefined && !isAttempts(redriveAttempts),
    say: ({ redriveAttempts }) => ({
      arg: "redriveAttempts",
      got: redriveAttempts,
      expected: `a whole number from 1 to ${MAX_REDRIVE_ATTEMPTS}`,
      change: "choose how often a failure is tried before it is parked",
    }),
  },
  runbooksUrlRefusal,
  alarmTopicsRefusal("name the topics that reach whoever repairs the stream"),
];

/** How long records last, the default included. */
export function failureRetentionOf({ retention }: FailureChoices): Duration {
  return retention ?? FAILURE_DEFAULTS.retention;
}

/** Whether a duration is shorter than another. */
export function isShorter(duration: Duration, limit: Duration): boolean {
  return toSeconds(duration) < toSeconds(limit);
}

function failureAgeOf({ failureAgeAlarm }: FailureChoices): Duration {
  return failureAgeAlarm ?? FAILURE_DEFAULTS.failureAgeAlarm;
}

function isAttempts(count: number): boolean {
  return Number.isInteger(count) && count >= 1 && count <= MAX_REDRIVE_ATTEMPTS;
}

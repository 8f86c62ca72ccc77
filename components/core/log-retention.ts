import { LOG_RETENTION_DAYS } from "../../facts/log-retention-days";
import type { Refusal } from "./refusal";
import { toSeconds, type Duration } from "./units";

const SECONDS_A_DAY = 86_400;

/** Retentions of a log group, in words. */
export const LOG_RETENTIONS = `one of ${LOG_RETENTION_DAYS.join(", ")} days`;

/** Whether CloudWatch Logs can keep a log group's events for exactly that long. */
export function isLogRetention(retention: Duration): boolean {
  return LOG_RETENTION_DAYS.some((days) => days * SECONDS_A_DAY === toSeconds(retention));
}

/**
 * Refuses a retention that CloudWatch Logs does not have.
 * @param change which one to choose
 */
export function logRetentionRefusal(change: string): Refusal<{ readonly logRetention?: Duration }> {
  return {
    when: ({ logRetention }) => logRetention !== undefined && !isLogRetention(logRetention),
    say: ({ logRetention }) => ({ arg: "logRetention", got: logRetention, expected: LOG_RETENTIONS, change }),
  };
}

import { LOG_RETENTION_DAYS } from "../../facts/log-retention-days";
import type { Refusal } from "../core/refusal";
import { toDays, toSeconds, type Duration } from "../core/units";

const SECONDS_A_DAY = 86_400;

/** Retentions of a log group, in words. */
export const LOG_RETENTIONS = `one of ${LOG_RETENTION_DAYS.join(", ")} days`;

/** What decides the shape of flow logs. */
export interface FlowLogsPlanArgs {
  /** How long the logs are kept. */
  readonly retention: Duration;
  /**
   * Region of the VPC and of its logs.
   *
   * @default - the provider's region
   */
  readonly region?: string;
}

/** Flow logs as plain data. */
export interface FlowLogsPlan {
  /** How long the logs are kept, in days. */
  readonly retentionDays: number;
}

/** Reasons to refuse flow logs. */
export const flowLogsRefusals: readonly Refusal<FlowLogsPlanArgs>[] = [
  {
    when: ({ retention }) => !isLogRetention(retention),
    say: ({ retention }) => ({
      arg: "retention",
      got: retention,
      expected: LOG_RETENTIONS,
      change: "choose the next longer one",
    }),
  },
];

/** Turns checked arguments into a plan. */
export function planFlowLogs({ retention }: FlowLogsPlanArgs): FlowLogsPlan {
  return { retentionDays: toDays(retention) };
}

/** Whether CloudWatch Logs can keep a log group's events for exactly that long. */
export function isLogRetention(retention: Duration): boolean {
  return LOG_RETENTION_DAYS.some((days) => days * SECONDS_A_DAY === toSeconds(retention));
}

/** Pattern of the ARNs of the flow logs beside a VPC. */
export function flowLogArns(vpcArn: string): string {
  return vpcArn.replace(/:vpc\/.*$/, ":vpc-flow-log/*");
}

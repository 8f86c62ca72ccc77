import { isLogRetention, LOG_RETENTIONS } from "../core/log-retention";
import type { Refusal } from "../core/refusal";
import { toDays, type Duration } from "../core/units";

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

/** Pattern of the ARNs of the flow logs beside a VPC. */
export function flowLogArns(vpcArn: string): string {
  return vpcArn.replace(/:vpc\/.*$/, ":vpc-flow-log/*");
}

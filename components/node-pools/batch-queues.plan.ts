import { BATCH_INSTANCE_TYPES } from "../../facts/batch-instance-types";
import type { Architecture } from "../../facts/spot-instance-types";
import { describeAlarm } from "../core/runbooks";
import { toDays, toGiB, toSeconds, type Duration, type Size } from "../core/units";
import { ARCHITECTURES } from "./spot-group.plan";

/** What decides the shape of batch queues. */
export interface BatchQueuesPlanArgs {
  /** Region of the queues. */
  readonly region: string;
  /** Name of the queues in their account and region; each adds its architecture: `prod-eu-central-1-batch-arm64`. */
  readonly queueName: string;
  /**
   * Instance types by architecture, 15 or more over three families; an architecture that is left out has no queue.
   *
   * @default - both architectures, with every type in facts/batch-instance-types.ts
   */
  readonly instanceTypes?: Readonly<Partial<Record<Architecture, readonly string[]>>>;
  /**
   * Virtual processors on spot that each queue may grow to; it starts without any.
   *
   * @default 128
   */
  readonly maxSpotVcpus?: number;
  /**
   * Virtual processors on demand that each queue may grow to while there is no spot capacity; 0 waits for spot.
   *
   * @default 32
   */
  readonly maxOnDemandVcpus?: number;
  /**
   * How long the job at the head of a queue waits for capacity before it is cancelled, and the next one has its turn.
   *
   * @default "6 hours"
   */
  readonly capacityTimeout?: Duration;
  /**
   * How long running jobs may go on when an update replaces their instances.
   *
   * @default "6 hours"
   */
  readonly updateTimeout?: Duration;
  /**
   * Size of each instance's disk.
   *
   * @default "50 GiB"
   */
  readonly volumeSize?: Size;
  /**
   * How long the jobs' output and the record of failed jobs are kept.
   *
   * @default "365 days"
   */
  readonly logRetention?: Duration;
  /**
   * What jobs reach in the network beside HTTPS, by a name for each.
   *
   * @default - nothing
   */
  readonly reaches?: Readonly<Record<string, NetworkTarget>>;
  /** Address of the folder of runbooks; the alarm names its own, `<runbooksUrl>/batch-jobs-failing.md`. */
  readonly runbooksUrl: string;
}

/** A port in a range of addresses. */
export interface NetworkTarget {
  /** TCP port. */
  readonly port: number;
  /** Range of addresses in CIDR notation: that of the network, as its own rules say who is let in. */
  readonly cidr: string;
}

/** The queue of one architecture. */
export interface PlannedBatchQueue {
  readonly architecture: Architecture;
  /** Physical name. */
  readonly name: string;
  readonly instanceTypes: readonly string[];
}

/** Batch queues, with every choice made. */
export interface BatchQueuesPlan {
  readonly queues: readonly PlannedBatchQueue[];
  readonly maxSpotVcpus: number;
  readonly maxOnDemandVcpus: number;
  readonly limits: readonly PlannedLimit[];
  readonly updateMinutes: number;
  readonly volumeSizeGiB: number;
  readonly reaches: Readonly<Record<string, NetworkTarget>>;
  readonly jobLogGroupName: string;
  readonly eventLogGroupName: string;
  readonly eventsPolicyName: string;
  readonly logRetentionDays: number;
  readonly alarmDescription: string;
}

/** When a job that cannot start is cancelled. */
export interface PlannedLimit {
  readonly reason: string;
  readonly maxTimeSeconds: number;
}

/** What batch queues get where their arguments leave the choice open. */
export const BATCH_QUEUES_DEFAULTS = {
  instanceTypes: { arm64: typesOf("arm64"), amd64: typesOf("amd64") },
  maxSpotVcpus: 128,
  maxOnDemandVcpus: 32,
  capacityTimeout: "6 hours",
  updateTimeout: "6 hours",
  volumeSize: "50 GiB",
  logRetention: "365 days",
  reaches: {},
} as const satisfies Required<Omit<BatchQueuesPlanArgs, "region" | "queueName" | "runbooksUrl">>;

/**
 * Reasons for which a job will never start, whatever it waits for, and the shortest time after which AWS Batch cancels one.
 * Source: https://docs.aws.amazon.com/batch/latest/userguide/job_stuck_in_runnable.html (read 2026-11-26).
 */
export const HOPELESS_REASONS = {
  reasons: ["MISCONFIGURATION:COMPUTE_ENVIRONMENT_MAX_RESOURCE", "MISCONFIGURATION:JOB_RESOURCE_REQUIREMENT"],
  cancelSeconds: 600,
} as const;

const SECONDS_A_MINUTE = 60;
const NO_CAPACITY = "CAPACITY:INSUFFICIENT_INSTANCE_CAPACITY";

/** Plans batch queues: one for each architecture, Graviton first. */
export function planBatchQueues(args: BatchQueuesPlanArgs): BatchQueuesPlan {
  const chosen = { ...BATCH_QUEUES_DEFAULTS, ...args };
  const { queueName } = args;
  return {
    queues: planQueues(args),
    maxSpotVcpus: chosen.maxSpotVcpus,
    maxOnDemandVcpus: chosen.maxOnDemandVcpus,
    limits: [
      { reason: NO_CAPACITY, maxTimeSeconds: toSeconds(chosen.capacityTimeout) },
      ...HOPELESS_REASONS.reasons.map((reason) => ({ reason, maxTimeSeconds: HOPELESS_REASONS.cancelSeconds })),
    ],
    updateMinutes: toSeconds(chosen.updateTimeout) / SECONDS_A_MINUTE,
    volumeSizeGiB: toGiB(chosen.volumeSize),
    reaches: chosen.reaches,
    jobLogGroupName: `/aws/batch/${queueName}`,
    eventLogGroupName: `/aws/events/${queueName}`,
    eventsPolicyName: `${queueName}-events`,
    logRetentionDays: toDays(chosen.logRetention),
    alarmDescription: describeAlarm({
      subject: queueName,
      what: "jobs have failed, or one that cannot start holds up its queue",
      runbook: "batch-jobs-failing",
      runbooksUrl: args.runbooksUrl,
    }),
  };
}

function planQueues({ queueName, instanceTypes = BATCH_QUEUES_DEFAULTS.instanceTypes }: BatchQueuesPlanArgs) {
  return ARCHITECTURES.flatMap((architecture): readonly PlannedBatchQueue[] => {
    const types = instanceTypes[architecture];
    return types === undefined
      ? []
      : [{ architecture, name: `${queueName}-${architecture}`, instanceTypes: [...new Set(types)] }];
  });
}

function typesOf(architecture: Architecture): readonly string[] {
  return Object.keys(BATCH_INSTANCE_TYPES[architecture]);
}

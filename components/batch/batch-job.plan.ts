import { BATCH_ROLE } from "../../facts/labels";
import { isAwsRegion } from "../../facts/regions";
import { TIME_ZONES } from "../../facts/time-zones";
import type { Rights } from "../core/rights";
import { toSeconds, type Duration } from "../core/units";
import { BATCH_TAINT } from "../node-pools/node-pools.plan";
import { NAME_LABEL, planDestination, type PlannedEgress } from "../workload/network-rules";
import { planPlacement, type PlannedPlacement } from "../workload/placement";
import { planEgress, planImageSuffix, planResources, POD_DEFAULTS } from "../workload/pod.plan";
import type { PlannedResources, PodPlanArgs } from "../workload/pod.plan";
import { planAlarms, type BatchAlarm, type PlannedBatchAlarm } from "./batch-alarms.plan";
import { planFailurePolicy, type PlannedFailureRule } from "./failure-policy";

/** What a batch job runs on: nodes that AWS may reclaim at two minutes' notice, or nodes that stay. */
export type Capacity = "spot" | "on-demand";

/** Where a batch job saves how far it has come. */
export interface Checkpoint {
  /** Bucket, in the job's region. */
  readonly bucketName: unknown;
  /** Prefix of the job's own objects, without a slash at either end. */
  readonly prefix: string;
  /** ARN of the customer key that encrypts the bucket. */
  readonly keyArn: unknown;
  /**
   * Addresses at which the pods reach S3.
   *
   * @default - any, since a gateway endpoint leaves S3 its public addresses
   */
  readonly s3Cidr?: string;
}

/** What decides the shape of a batch job. */
export interface BatchJobPlanArgs extends PodPlanArgs {
  /** AWS region of the cluster, and of the checkpoints. */
  readonly region: string;
  /** The cluster that the job runs in; a `Cluster` fits. */
  readonly cluster: { readonly clusterName: string };
  /**
   * What the container runs.
   *
   * @default - what its image says
   */
  readonly command?: readonly string[];
  /**
   * When it runs, in five fields as Kubernetes reads them, by the clock of `timeZone`.
   *
   * @default "0 4 * * *"
   */
  readonly schedule?: string;
  /**
   * Time zone of the schedule: that of the night it is meant for, as the IANA database names it.
   *
   * @default - the region's, in facts/time-zones.ts
   */
  readonly timeZone?: string;
  /**
   * Whether runs are left out for now, as in a region that stands by.
   *
   * @default false
   */
  readonly suspend?: boolean;
  /**
   * Shards of a run, each a pod that knows its index; a run is complete when all are.
   *
   * @default 1
   */
  readonly completions?: number;
  /**
   * Shards that run at once.
   *
   * @default - all of them
   */
  readonly parallelism?: number;
  /**
   * What it runs on.
   *
   * @default "spot"
   */
  readonly capacity?: Capacity;
  /**
   * Batch pool of `NodePools` that it runs in while `capacity` is `spot`.
   *
   * @default "spot-batch"
   */
  readonly pool?: string;
  /**
   * Where it saves how far it has come; a job on spot has to.
   *
   * @default - nowhere: whatever is interrupted starts again
   */
  readonly checkpoint?: Checkpoint;
  /**
   * How long a pod may take to save its state and stop.
   *
   * @default "90 seconds"
   */
  readonly shutdown?: Duration;
  /**
   * How late a run may start, when the schedule was missed.
   *
   * @default "1 hour"
   */
  readonly startWithin?: Duration;
  /**
   * How long a run may take, waiting for nodes and all retries included.
   *
   * @default "4 hours"
   */
  readonly deadline?: Duration;
  /**
   * Retries of a shard that failed by itself; a shard that lost its node is retried until the deadline.
   *
   * @default 3
   */
  readonly retries?: number;
  /**
   * Shards that may fail; the others then go on, and the run fails at its end. One more, and it is given up at once.
   *
   * @default - a tenth of `completions`, rounded up, but never all of them
   */
  readonly maxFailedShards?: number;
  /**
   * Exit codes by which a shard says that no shard can succeed: the run is given up at once.
   *
   * @default [78]
   */
  readonly failRunExitCodes?: readonly number[];
  /**
   * Exit codes by which a shard says that it can never succeed: it is not retried, the others go on.
   *
   * @default [65]
   */
  readonly failShardExitCodes?: readonly number[];
  /**
   * How long the pods and logs of a finished run are kept in the cluster.
   *
   * @default "3 days"
   */
  readonly keepFinished?: Duration;
  /**
   * Priority of its pods; a pod without a class has 0, and takes the place of one below it.
   *
   * @default -100
   */
  readonly priority?: number;
  /**
   * Plain environment variables.
   *
   * @default - none but those that every run is given
   */
  readonly env?: Readonly<Record<string, unknown>>;
  /**
   * Environment variables from Secrets.
   *
   * @default - none
   */
  readonly secrets?: Readonly<Record<string, unknown>>;
  /**
   * What it may do beside saving, by the name of the statement.
   *
   * @default - nothing
   */
  readonly rights?: Rights<unknown>;
  /** SNS topics that alarms notify. */
  readonly alarmTopicArns: readonly unknown[];
  /** Address of the folder of runbooks; each alarm names its own, `<runbooksUrl>/<id>.md`. */
  readonly runbooksUrl: string;
}

/** An environment variable that Kubernetes fills in. */
export interface PlannedVariable {
  readonly name: string;
  readonly value?: string;
  readonly valueFrom?: { readonly fieldRef: { readonly fieldPath: string } };
}

/** A batch job, with every choice made. */
export interface BatchJobPlan {
  readonly name: string;
  readonly namespace: string;
  readonly createNamespace: boolean;
  readonly role: typeof BATCH_ROLE;
  readonly selector: Readonly<Record<string, string>>;
  readonly imageSuffix: string;
  readonly command: readonly string[];
  readonly resources: PlannedResources;
  readonly userId: number;
  readonly schedule: string;
  readonly timeZone: string;
  readonly suspend: boolean;
  readonly startingDeadlineSeconds: number;
  readonly activeDeadlineSeconds: number;
  readonly shutdownSeconds: number;
  readonly ttlSecondsAfterFinished: number;
  readonly completions: number;
  readonly parallelism: number;
  readonly retries: number;
  readonly maxFailedIndexes: number;
  readonly failurePolicy: readonly PlannedFailureRule[];
  readonly priority: number;
  readonly placement: PlannedPlacement;
  readonly podAnnotations: Readonly<Record<string, string>>;
  /** Variables that tell a shard which one it is, without the checkpoint's. */
  readonly variables: readonly PlannedVariable[];
  readonly ingress: readonly [];
  readonly egress: readonly PlannedEgress[];
  readonly alarms: Readonly<Partial<Record<BatchAlarm, PlannedBatchAlarm>>>;
}

/** Defaults of {@link BatchJobPlanArgs}; `failedShare` of `completions` is the default of `maxFailedShards`. */
export const BATCH_JOB_DEFAULTS = {
  ...POD_DEFAULTS,
  cpuMillicores: 1_000,
  memory: "2 GiB",
  schedule: "0 4 * * *",
  suspend: false,
  completions: 1,
  capacity: "spot",
  pool: "spot-batch",
  shutdown: "90 seconds",
  startWithin: "1 hour",
  deadline: "4 hours",
  retries: 3,
  failedShare: 0.1,
  failRunExitCodes: [78],
  failShardExitCodes: [65],
  keepFinished: "3 days",
  priority: -100,
  s3Cidr: "0.0.0.0/0",
} as const;

/** The variable that holds the place of a shard's checkpoints. */
export const CHECKPOINT_VARIABLE = "CHECKPOINT_URI";
/** What a checkpoint's prefix ends in: the run, which keeps its name over all retries, and the shard. */
export const CHECKPOINT_OF_SHARD = "$(JOB_NAME)/$(JOB_COMPLETION_INDEX)";
/** Keeps Karpenter from emptying a node for money or for a newer image while a shard runs on it. */
const DO_NOT_DISRUPT = { "karpenter.sh/do-not-disrupt": "true" } as const;
const HTTPS = 443;

/** Plans a batch job. */
export function planBatchJob(name: string, args: BatchJobPlanArgs): BatchJobPlan {
  const completions = args.completions ?? BATCH_JOB_DEFAULTS.completions;
  const namespace = args.namespace ?? name;
  return {
    name,
    namespace,
    createNamespace: args.createNamespace ?? BATCH_JOB_DEFAULTS.createNamespace,
    role: BATCH_ROLE,
    selector: { [NAME_LABEL]: name },
    imageSuffix: planImageSuffix(args.image),
    command: args.command ?? [],
    resources: planResources(args, BATCH_JOB_DEFAULTS),
    userId: args.userId ?? BATCH_JOB_DEFAULTS.userId,
    ...planTimes(args),
    ...planShards(args),
    ...planNodes(args),
    variables: planVariables(completions),
    ingress: [],
    egress: planWaysOut(args),
    alarms: planAlarms({ name, namespace }, { runbooksUrl: args.runbooksUrl, ...planTimes(args) }),
  };
}

/** The schedule, given or by default. */
export function scheduleOf({ schedule }: Pick<BatchJobPlanArgs, "schedule">): string {
  return schedule ?? BATCH_JOB_DEFAULTS.schedule;
}

/** The schedule's time zone, given or the region's; empty where the region is unknown. */
export function timeZoneOf({ timeZone, region }: Pick<BatchJobPlanArgs, "timeZone" | "region">): string {
  return timeZone ?? (isAwsRegion(region) ? TIME_ZONES[region] : "");
}

/** What decides when runs start, and when they end. */
export type RunTimes = Pick<
  BatchJobPlanArgs,
  "schedule" | "timeZone" | "region" | "suspend" | "startWithin" | "deadline" | "shutdown" | "keepFinished"
>;

/** Seconds in which a run starts, ends, and a pod stops. */
export function planTimes(args: RunTimes) {
  return {
    schedule: scheduleOf(args),
    timeZone: timeZoneOf(args),
    suspend: args.suspend ?? BATCH_JOB_DEFAULTS.suspend,
    startingDeadlineSeconds: toSeconds(args.startWithin ?? BATCH_JOB_DEFAULTS.startWithin),
    activeDeadlineSeconds: toSeconds(args.deadline ?? BATCH_JOB_DEFAULTS.deadline),
    shutdownSeconds: toSeconds(args.shutdown ?? BATCH_JOB_DEFAULTS.shutdown),
    ttlSecondsAfterFinished: toSeconds(args.keepFinished ?? BATCH_JOB_DEFAULTS.keepFinished),
  };
}

/** Shards of a run, and what becomes of those that fail. */
export function planShards(args: BatchJobPlanArgs) {
  const completions = args.completions ?? BATCH_JOB_DEFAULTS.completions;
  return {
    completions,
    parallelism: args.parallelism ?? completions,
    retries: args.retries ?? BATCH_JOB_DEFAULTS.retries,
    maxFailedIndexes: args.maxFailedShards ?? mayFail(completions),
    failurePolicy: planFailurePolicy(
      args.failRunExitCodes ?? BATCH_JOB_DEFAULTS.failRunExitCodes,
      args.failShardExitCodes ?? BATCH_JOB_DEFAULTS.failShardExitCodes,
    ),
    priority: args.priority ?? BATCH_JOB_DEFAULTS.priority,
  };
}

/** One shard at least, of several: a run that may lose none is given up at the first that fails. */
function mayFail(completions: number): number {
  return Math.min(Math.ceil(completions * BATCH_JOB_DEFAULTS.failedShare), completions - 1);
}

/**
 * Nodes of a batch pool go only when they are empty, so their pods need no annotation. They must not have one: Karpenter
 * evicts no pod that carries it, not even from a node that AWS reclaims, and the pod would never be told to save.
 */
function planNodes({ capacity, pool }: BatchJobPlanArgs): Pick<BatchJobPlan, "placement" | "podAnnotations"> {
  switch (capacity ?? BATCH_JOB_DEFAULTS.capacity) {
    case "spot":
      return {
        placement: planPlacement({
          nodeLabels: { "karpenter.sh/nodepool": pool ?? BATCH_JOB_DEFAULTS.pool },
          tolerations: [BATCH_TAINT],
        }),
        podAnnotations: {},
      };
    case "on-demand":
      return {
        placement: planPlacement({ nodeLabels: { "karpenter.sh/capacity-type": "on-demand" } }),
        podAnnotations: DO_NOT_DISRUPT,
      };
  }
}

function planVariables(completions: number): PlannedVariable[] {
  return [
    { name: "JOB_NAME", ...fromLabel("batch.kubernetes.io/job-name") },
    { name: "JOB_COMPLETION_INDEX", ...fromLabel("batch.kubernetes.io/job-completion-index") },
    { name: "JOB_COMPLETIONS", value: String(completions) },
  ];
}

function fromLabel(label: string): Pick<PlannedVariable, "valueFrom"> {
  return { valueFrom: { fieldRef: { fieldPath: `metadata.labels['${label}']` } } };
}

function planWaysOut({ allowTo, checkpoint }: BatchJobPlanArgs): PlannedEgress[] {
  const s3 = { kind: "cidr", cidr: checkpoint?.s3Cidr ?? BATCH_JOB_DEFAULTS.s3Cidr } as const;
  const toS3 = checkpoint === undefined ? [] : [planDestination({ peer: s3, ports: [HTTPS] })];
  return [...planEgress(allowTo, true), ...toS3];
}

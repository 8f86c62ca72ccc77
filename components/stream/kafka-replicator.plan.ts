import { describeAlarm, type RunbookId } from "../core/runbooks";
import { toDays, toSeconds, type Duration } from "../core/units";
import type { PlannedThreshold } from "./failure-destination.plan";

/** One of the two clusters that are kept alike. */
export interface ReplicatedKafka {
  /** Region of the cluster. */
  readonly region: string;
  /** Physical name of the cluster. */
  readonly clusterName: string;
  /** Residency partition of the cluster. */
  readonly residency: string;
}

/** What decides the shape of a replicator. */
export interface KafkaReplicatorPlanArgs {
  /** Start of the physical names of the two replicators, which the region they write to ends. */
  readonly replicatorName: string;
  /** Region of the stack that the replicators belong to: the later-listed of the two. */
  readonly region: string;
  /** Regions of the residency partition, in the order of the environment file. */
  readonly partitionRegions: readonly string[];
  /** Account of both clusters. */
  readonly accountId: string;
  /** The two clusters, each of them replicated into the other. */
  readonly clusters: readonly [ReplicatedKafka, ReplicatedKafka];
  /** Topics that are copied, as regular expressions. */
  readonly topics: readonly string[];
  /**
   * Topics that are not copied although `topics` names them, as regular expressions.
   *
   * @default - none
   */
  readonly excludedTopics?: readonly string[];
  /**
   * Consumer groups whose offsets are copied, as regular expressions.
   *
   * @default - every group
   */
  readonly consumerGroups?: readonly string[];
  /**
   * How long a record may take to the other region before the alarm.
   *
   * @default "5 minutes"
   */
  readonly latencyAlarm?: Duration;
  /**
   * How long the logs of the replicators are kept.
   *
   * @default "365 days"
   */
  readonly logRetention?: Duration;
  /** Address of the folder of runbooks; each alarm names its own, `<runbooksUrl>/<id>.md`. */
  readonly runbooksUrl: string;
}

/** Alarms of each direction. */
export const REPLICATOR_ALARMS = ["replication-latency", "replicator-failure", "replicator-auth-error"] as const;

/** One of {@link REPLICATOR_ALARMS}. */
export type ReplicatorAlarm = (typeof REPLICATOR_ALARMS)[number];

/** Which of the two clusters. */
export type ClusterIndex = 0 | 1;

/** One direction of replication, with every choice made. */
export interface PlannedDirection {
  /** Role of the replicator: `to-<region>`. */
  readonly role: string;
  readonly replicatorName: string;
  readonly description: string;
  readonly source: ClusterIndex;
  readonly target: ClusterIndex;
  readonly alarms: Readonly<Record<ReplicatorAlarm, PlannedThreshold>>;
}

/** Replication in both directions, with every choice made. */
export interface KafkaReplicatorPlan {
  readonly directions: readonly PlannedDirection[];
  readonly topics: readonly string[];
  readonly excludedTopics: readonly string[];
  readonly consumerGroups: readonly string[];
  readonly logRetentionDays: number;
}

/** What a replicator gets where its arguments leave the choice open. */
export const KAFKA_REPLICATOR_DEFAULTS = {
  excludedTopics: [],
  consumerGroups: [".*"],
  latencyAlarm: "5 minutes",
  logRetention: "365 days",
} as const satisfies Partial<KafkaReplicatorPlanArgs>;

/**
 * How records are copied: under the same topic names, from the first record on, with offsets that follow wherever
 * producers write; so that consumers go on in the other region as they are. A record is not copied back to where it
 * came from: MSK leaves it out where names stay the same.
 *
 * Source: https://docs.aws.amazon.com/msk/latest/developerguide/msk-replicator-metrics-ref.html (what
 * ReplicatorBytesInPerSec leaves out) and the provider's documentation of `consumerGroupOffsetSyncMode`
 * (read 2026-11-24).
 */
export const REPLICATION = {
  topicNames: "IDENTICAL",
  startingPosition: "EARLIEST",
  offsetSync: "ENHANCED",
  compression: "ZSTD",
} as const;

const MINUTE = 60;
const MILLISECONDS = 1_000;

/** Plans replication between two clusters in both directions. */
export function planKafkaReplicator(args: KafkaReplicatorPlanArgs): KafkaReplicatorPlan {
  return {
    directions: [planDirection(args, 0, 1), planDirection(args, 1, 0)],
    topics: args.topics,
    excludedTopics: args.excludedTopics ?? KAFKA_REPLICATOR_DEFAULTS.excludedTopics,
    consumerGroups: args.consumerGroups ?? KAFKA_REPLICATOR_DEFAULTS.consumerGroups,
    logRetentionDays: toDays(args.logRetention ?? KAFKA_REPLICATOR_DEFAULTS.logRetention),
  };
}

function planDirection(args: KafkaReplicatorPlanArgs, source: ClusterIndex, target: ClusterIndex): PlannedDirection {
  const { region } = args.clusters[target];
  const replicatorName = nameOfReplicator(args.replicatorName, region);
  return {
    role: `to-${region}`,
    replicatorName,
    description: `Records of ${args.clusters[source].region} in ${region}`,
    source,
    target,
    alarms: planAlarms(args, replicatorName),
  };
}

/** Physical name of the replicator that writes to a region. */
export function nameOfReplicator(replicatorName: string, region: string): string {
  return `${replicatorName}-to-${region}`;
}

function planAlarms(args: KafkaReplicatorPlanArgs, replicatorName: string): PlannedDirection["alarms"] {
  const latency = args.latencyAlarm ?? KAFKA_REPLICATOR_DEFAULTS.latencyAlarm;
  const sustained = {
    statistic: "Maximum",
    periodSeconds: MINUTE,
    evaluationPeriods: 5,
    datapointsToAlarm: 3,
  } as const;
  const { runbooksUrl } = args;
  const say = (runbook: RunbookId, what: string): string =>
    describeAlarm({ subject: replicatorName, what, runbook, runbooksUrl });
  return {
    "replication-latency": {
      ...sustained,
      metricName: "ReplicationLatency",
      threshold: toSeconds(latency) * MILLISECONDS,
      description: say("kafka-replication-behind", `a record takes ${latency} to the other region`),
    },
    "replicator-failure": {
      ...sustained,
      metricName: "ReplicatorFailure",
      threshold: 1,
      description: say("kafka-replicator-failure", "the replicator fails"),
    },
    "replicator-auth-error": {
      ...sustained,
      metricName: "AuthError",
      threshold: 1,
      description: say("kafka-replicator-refused", "a cluster does not let the replicator in"),
    },
  };
}

import { awsPartitionOf, isAwsRegion } from "../../facts/regions";
import { isAlarmTopics } from "../core/alarm-topics";
import { logRetentionRefusal } from "../core/log-retention";
import type { Refusal } from "../core/refusal";
import { runbooksUrlRefusal } from "../core/runbooks";
import { toSeconds, type Duration } from "../core/units";
import { KAFKA_REPLICATOR_DEFAULTS, nameOfReplicator } from "./kafka-replicator.plan";
import type { KafkaReplicatorPlanArgs, ReplicatedKafka } from "./kafka-replicator.plan";

/** What the refusals look at of a cluster. */
export interface ReplicatedKafkaSurroundings extends ReplicatedKafka {
  /** ARN of the cluster, compared where it is plain text. */
  readonly arn: unknown;
  /** Topics that alarms of the cluster's region notify. */
  readonly alarmTopicArns: readonly unknown[];
}

/** What the refusals of a replicator look at. */
export interface KafkaReplicatorRefusalArgs extends KafkaReplicatorPlanArgs {
  /** The two clusters. */
  readonly clusters: readonly [ReplicatedKafkaSurroundings, ReplicatedKafkaSurroundings];
  /** The tags, of which the residency counts. */
  readonly tags: { readonly residency: string };
}

/** Longest name of a replicator. */
export const MAX_REPLICATOR_NAME = 128;
/** Most patterns in one list. */
export const MAX_PATTERNS = 100;

const NAME = /^[a-zA-Z0-9]+(-[a-zA-Z0-9]+)*$/;
const ACCOUNT = /^\d{12}$/;
const PATTERN = /^\S{1,249}$/;
const MINUTE = 60;

/** Reasons to refuse a replicator. */
export const kafkaReplicatorRefusals: readonly Refusal<KafkaReplicatorRefusalArgs>[] = [
  {
    when: (args) => !isName(args),
    say: ({ replicatorName }) => ({
      arg: "replicatorName",
      got: replicatorName,
      expected: `letters, digits or single dashes, ${MAX_REPLICATOR_NAME} together with "-to-" and a region`,
      change: "shorten or rename it",
    }),
  },
  {
    when: ({ accountId }) => !ACCOUNT.test(accountId),
    say: ({ accountId }) => ({
      arg: "accountId",
      got: accountId,
      expected: "12 digits",
      change: "write the number of the account as text",
    }),
  },
  {
    when: ({ clusters }) => isSame(clusters),
    say: ({ clusters: [{ clusterName }] }) => ({
      arg: "clusters",
      got: clusterName,
      expected: "two clusters",
      change: "name the cluster of the other region: none is replicated into itself",
    }),
  },
  {
    when: ({ clusters: [first, second] }) => first.region === second.region && first.clusterName !== second.clusterName,
    say: ({ clusters: [first, second] }) => ({
      arg: "clusters",
      got: `${first.clusterName} and ${second.clusterName} in ${first.region}`,
      expected: "clusters in two regions",
      change: "use one cluster in each region",
    }),
  },
  {
    when: (args) => new Set(residenciesOf(args)).size > 1,
    say: (args) => ({
      arg: "clusters",
      got: `of residency ${args.clusters.map(({ residency }) => residency).join(" and ")}`,
      expected: `clusters of the residency of the tags, ${args.tags.residency}`,
      change: "write records to the other partition by a service that may, instead of replicating them",
    }),
  },
  {
    when: (args) => foreignRegions(args).length > 0,
    say: (args) => ({
      arg: "clusters",
      got: `in ${foreignRegions(args).join(" and ")}`,
      expected: `clusters in the partition's regions, ${args.partitionRegions.join(", ")}`,
      change: "keep records where the partition keeps them",
    }),
  },
  {
    when: ({ partitionRegions }) => !isOnePartition(partitionRegions),
    say: ({ partitionRegions }) => ({
      arg: "partitionRegions",
      got: partitionRegions,
      expected: "known regions of one AWS partition, each once",
      change: "list the regions of the residency partition, such as eu-central-1",
    }),
  },
  {
    when: (args) => ownerOf(args) !== undefined && args.region !== ownerOf(args),
    say: (args) => ({
      arg: "region",
      got: args.region,
      expected: `${ownerOf(args)}, the later-listed of the two`,
      change: "create both directions in the stack of that region",
    }),
  },
  {
    when: ({ topics }) => topics.length === 0 || !isPatterns(topics),
    say: ({ topics }) => ({
      arg: "topics",
      got: topics,
      expected: `1 to ${MAX_PATTERNS} regular expressions without a space`,
      change: "name the topics that the other region needs",
    }),
  },
  {
    when: ({ excludedTopics = [] }) => !isPatterns(excludedTopics),
    say: ({ excludedTopics }) => ({
      arg: "excludedTopics",
      got: excludedTopics,
      expected: `at most ${MAX_PATTERNS} regular expressions without a space`,
      change: "name the topics that stay where they are",
    }),
  },
  {
    when: ({ consumerGroups }) =>
      consumerGroups !== undefined && (consumerGroups.length === 0 || !isPatterns(consumerGroups)),
    say: ({ consumerGroups }) => ({
      arg: "consumerGroups",
      got: consumerGroups,
      expected: `1 to ${MAX_PATTERNS} regular expressions without a space`,
      change: "name the groups that go on in the other region",
    }),
  },
  {
    when: (args) => toSeconds(latencyOf(args)) < MINUTE,
    say: (args) => ({
      arg: "latencyAlarm",
      got: latencyOf(args),
      expected: "1 minute or more",
      change: "leave the time that a record takes on an ordinary day",
    }),
  },
  logRetentionRefusal("choose a time that CloudWatch Logs offers"),
  runbooksUrlRefusal,
  {
    when: ({ clusters }) => clusters.some(({ alarmTopicArns }) => !isAlarmTopics(alarmTopicArns)),
    say: ({ clusters }) => ({
      arg: "clusters.alarmTopicArns",
      got: clusters.map(({ alarmTopicArns }) => alarmTopicArns.length),
      expected: "1 to 5 topics in each region",
      change: "name the topics that reach whoever repairs the replicator",
    }),
  },
];

function isName({ replicatorName, clusters }: KafkaReplicatorRefusalArgs): boolean {
  return (
    NAME.test(replicatorName) &&
    clusters.every(({ region }) => nameOfReplicator(replicatorName, region).length <= MAX_REPLICATOR_NAME)
  );
}

function isSame([first, second]: KafkaReplicatorRefusalArgs["clusters"]): boolean {
  const isSameArn = typeof first.arn === "string" && first.arn === second.arn;
  return isSameArn || (first.region === second.region && first.clusterName === second.clusterName);
}

function residenciesOf({ clusters, tags }: KafkaReplicatorRefusalArgs): readonly string[] {
  return [tags.residency, ...clusters.map(({ residency }) => residency)];
}

function foreignRegions({ clusters, partitionRegions }: KafkaReplicatorRefusalArgs): readonly string[] {
  return clusters.map(({ region }) => region).filter((region) => !partitionRegions.includes(region));
}

function isOnePartition(regions: readonly string[]): boolean {
  const partitions = regions.map((region) => (isAwsRegion(region) ? awsPartitionOf(region) : undefined));
  return !partitions.includes(undefined) && new Set(partitions).size === 1 && new Set(regions).size === regions.length;
}

/** The later-listed region of the two, where both are listed. */
function ownerOf(args: KafkaReplicatorRefusalArgs): string | undefined {
  const regions = args.clusters.map(({ region }) => region);
  return foreignRegions(args).length > 0
    ? undefined
    : args.partitionRegions.findLast((region) => regions.includes(region));
}

function isPatterns(patterns: readonly string[]): boolean {
  return patterns.length <= MAX_PATTERNS && patterns.every((pattern) => PATTERN.test(pattern));
}

function latencyOf({ latencyAlarm }: KafkaReplicatorPlanArgs): Duration {
  return latencyAlarm ?? KAFKA_REPLICATOR_DEFAULTS.latencyAlarm;
}

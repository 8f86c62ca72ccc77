import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../../components/cluster";
import type { EncryptionKey } from "../../components/keys";
import type { Network } from "../../components/network";
import { KafkaCluster, KafkaReplicator, type ReplicatedKafkaArgs, type StreamOutputs } from "../../components/stream";
import { entryOf, readRegionOutputs, type RegionOutputs } from "../outputs";
import { KAFKA_NAME, type PlannedKafka, type PlannedLink, type RegionStack } from "../topology";
import type { Site } from "./site";

/** What a region's Kafka cluster is built on. */
export interface KafkaFoundations {
  /** The region's network. */
  readonly network: Network;
  /** Key of the region's logs. */
  readonly logs: EncryptionKey;
  /** The cluster whose pods produce and consume. */
  readonly cluster: Cluster | undefined;
}

/** What it is built on, with the key of its storage. */
type KafkaParts = KafkaFoundations & { readonly key: EncryptionKey };

/**
 * Builds the Kafka cluster of a region, and its links to the regions that the partition lists earlier.
 * @returns nothing where something else carries the streams
 */
export function buildKafka(site: Site, parts: KafkaParts): KafkaCluster | undefined {
  const { kafka: planned } = site.stack;
  const { cluster } = parts;
  if (planned === undefined || cluster === undefined) {
    return undefined;
  }
  const kafka = buildCluster({ ...site, planned }, { ...parts, cluster });
  for (const link of planned.links) {
    buildLink({ ...site, planned }, { ...parts, kafka }, link);
  }
  return kafka;
}

type PlannedSite = Site & { readonly planned: PlannedKafka };

function buildCluster(
  { stack, opts, planned }: PlannedSite,
  { network, logs, cluster, key }: KafkaParts & { readonly cluster: Cluster },
): KafkaCluster {
  const { links, ...shape } = planned;
  return new KafkaCluster(
    KAFKA_NAME,
    {
      kind: "provisioned",
      ...shape,
      topics: Object.fromEntries(
        stack.streams.map(({ name, partitions, retention }) => [name, { partitions, retention }]),
      ),
      consumers: consumersOf(stack),
      vpcId: network.vpcId,
      subnetIds: byLetter(network),
      clientSecurityGroupIds: { pods: cluster.securityGroupId },
      keyArn: key.keyArn,
      logKeyArn: logs.keyArn,
      alarmTopicArns: [stack.alarmTopicArn],
      runbooksUrl: stack.runbooks,
      region: stack.region,
      protect: stack.protect,
    },
    opts,
  );
}

/** Groups whose lag is watched: each service reads under its own name. */
function consumersOf({ streams, services }: RegionStack) {
  const readers = streams.flatMap(({ name: topic, consumers }) =>
    consumers
      .filter((consumer) => services.some(({ name }) => name === consumer))
      .map((group) => [`${group}-${topic}`, { group, topic }] as const),
  );
  return Object.fromEntries(readers);
}

function byLetter({ dataSubnetIds }: Network): Readonly<Record<string, pulumi.Output<string>>> {
  return Object.fromEntries(Object.entries(dataSubnetIds).map(([zone, id]) => [zone.slice(-1), id]));
}

/** Keeps the clusters of two regions alike, in both directions. */
function buildLink(
  { stack, opts, planned }: PlannedSite,
  { network, logs, kafka }: KafkaFoundations & { readonly kafka: KafkaCluster },
  link: PlannedLink,
): KafkaReplicator {
  const { region } = link;
  const own: ReplicatedKafkaArgs = {
    region: stack.region,
    clusterName: planned.clusterName,
    residency: stack.partition,
    arn: kafka.arn,
    vpcId: network.vpcId,
    subnetIds: byLetter(network),
    securityGroupId: kafka.securityGroupId,
    logKeyArn: logs.keyArn,
    alarmTopicArns: [stack.alarmTopicArn],
  };
  return new KafkaReplicator(
    `${KAFKA_NAME}-${region}`,
    {
      replicatorName: `${stack.environment}-${KAFKA_NAME}-${region}`,
      region: stack.region,
      partitionRegions: stack.allowedRegions,
      accountId: stack.account,
      clusters: [linkedKafka(link, stack.partition), own],
      topics: stack.streams.map(({ name }) => name),
      runbooksUrl: stack.runbooks,
      tags: planned.tags,
    },
    opts,
  );
}

function linkedKafka({ region, stack, zones, alarmTopicArn }: PlannedLink, residency: string): ReplicatedKafkaArgs {
  const { vpcId, kafka } = readRegionOutputs(stack);
  const given = kafka.apply((value) => {
    if (value === undefined) {
      throw new Error(`${stack} does not give kafka yet; run pulumi up for it first`);
    }
    return value;
  });
  const subnetIn = (zone: string) => given.apply(({ subnetIds }) => entryOf(subnetIds, zone, `subnet of ${stack} in`));
  return {
    region,
    clusterName: `${stack}-${KAFKA_NAME}`,
    residency,
    arn: given.arn,
    vpcId,
    subnetIds: Object.fromEntries(zones.map((zone) => [zone, subnetIn(zone)])),
    securityGroupId: given.securityGroupId,
    logKeyArn: given.logKeyArn,
    alarmTopicArns: [alarmTopicArn],
  };
}

/** The streams of a region as topics of its cluster. */
export function topicsOf(
  { streams }: RegionStack,
  { topicArns, arn, failureQueueArn, failureQueueUrl }: KafkaCluster,
): Readonly<Record<string, Pick<StreamOutputs, "name" | "arn" | "failureQueueArn" | "failureQueueUrl">>> {
  return Object.fromEntries(
    streams.map(({ name }) => [
      name,
      { name: pulumi.output(name), arn: topicArns[name] ?? arn, failureQueueArn, failureQueueUrl },
    ]),
  );
}

/** What others may know of the cluster. */
export function kafkaOutputs(
  kafka: KafkaCluster | undefined,
  { network, logs }: Pick<KafkaFoundations, "network" | "logs">,
): RegionOutputs["kafka"] {
  return kafka === undefined
    ? undefined
    : pulumi.output({
        name: kafka.name,
        arn: kafka.arn,
        bootstrapServers: kafka.bootstrapServers,
        securityGroupId: kafka.securityGroupId,
        subnetIds: byLetter(network),
        logKeyArn: logs.keyArn,
      });
}

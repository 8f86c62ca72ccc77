import * as pulumi from "@pulumi/pulumi";
import type { BatchQueues } from "../../components/node-pools";
import { Feed, RestockForecast, type FeedArgs, type RestockForecastArgs } from "../../components/feed";
import type { EncryptionKey } from "../../components/keys";
import type { Lake } from "../../components/lake";
import { entryOf, type PartitionReference, type RegionOutputs } from "../outputs";
import { SPOT_POOL } from "../services";
import type { PlannedFeed, PlannedLake } from "../topology";
import type { Compute } from "./compute";
import { ARCHITECTURE, imageOf, MILLICORES } from "./jobs";
import type { Messaging } from "./messaging";
import { buildKey, type Site } from "./site";

/** What feeds are built on. */
export interface FeedFoundations {
  /** Outputs of the partition's stack. */
  readonly partition: PartitionReference;
  /** What they read. */
  readonly messaging: Messaging;
  /** The lake that they belong to. */
  readonly lake: Lake | undefined;
  /** The cluster that their jobs run in, where the pattern has one. */
  readonly compute: Compute | undefined;
  /** The queues that their jobs run from, where the pattern has no cluster. */
  readonly batch: BatchQueues | undefined;
}

/** A feed, and the job over it. */
export interface BuiltFeed {
  readonly feed: Feed;
  readonly restock: RestockForecast | undefined;
}

/** Feeds by name. */
export type Feeds = Readonly<Record<string, BuiltFeed>>;

type FeedParts = FeedFoundations & { readonly lake: Lake; readonly planned: PlannedLake; readonly key: EncryptionKey };

const HTTPS = 443;

/** Builds the feeds of a region: files, table and proposals in the region, under a key of their own. */
export function buildFeeds(site: Site, foundations: FeedFoundations): Feeds {
  const { feeds, lake: planned } = site.stack;
  const { lake } = foundations;
  if (feeds.length === 0 || lake === undefined || planned === undefined) {
    return {};
  }
  const parts: FeedParts = { ...foundations, lake, planned, key: buildKey(site, "feeds") };
  return Object.fromEntries(
    feeds.map((one) => {
      const feed = buildFeed(site, one, parts);
      return [one.name, { feed, restock: buildRestock(site, one, { ...parts, feed }) }];
    }),
  );
}

/** What others may know of the feeds. */
export function feedOutputs(feeds: Feeds): RegionOutputs["feeds"] {
  const outputs = Object.entries(feeds).map(([name, { feed, restock }]) => {
    const { contract, databaseName, tableName, bucketName, dataPrefix, readerRoleArn } = feed;
    const proposals = restock === undefined ? undefined : { busArn: restock.busArn, queueUrl: restock.queueUrl };
    return [
      name,
      {
        contract: contract.id,
        database: databaseName,
        table: tableName,
        bucket: bucketName,
        prefix: dataPrefix,
        readerRoleArn,
        proposals,
      },
    ];
  });
  return pulumi.output(Object.fromEntries(outputs));
}

/** The delivery stream waits for the lake's database, and for the policy by which Firehose connects to the brokers. */
function buildFeed({ stack, opts }: Site, one: PlannedFeed, { messaging, lake, planned, key }: FeedParts): Feed {
  const { name, feedName, bucketName, contract, firstDay, readerArn, tags } = one;
  return new Feed(
    `${name}-feed`,
    {
      ...{ feedName, bucketName, contract, firstDay, tags },
      source: sourceOf(one, messaging),
      databaseName: planned.databaseName,
      ...(readerArn === undefined ? {} : { readerArns: { reader: readerArn } }),
      keyArn: key.keyArn,
      ...surroundingsOf(stack),
    },
    { ...opts, dependsOn: [lake, ...(messaging.kafka === undefined ? [] : [messaging.kafka])] },
  );
}

function sourceOf({ stream }: PlannedFeed, { streams, kafka, key }: Messaging): FeedArgs["source"] {
  const { arn } = entryOf(streams, stream, "stream");
  if (kafka !== undefined) {
    return { kind: "kafka", arn: kafka.arn, topic: stream, topicArn: arn };
  }
  if (key === undefined) {
    throw new Error(`there is no key of the stream ${stream}; check the environment first`);
  }
  return { kind: "kinesis", arn, keyArn: key.keyArn };
}

function buildRestock(
  { stack, opts }: Site,
  { name, restock, tags }: PlannedFeed,
  { feed, partition, compute, batch, key }: FeedParts & { readonly feed: Feed },
): RestockForecast | undefined {
  if (restock === undefined) {
    return undefined;
  }
  const { forecastName, image, vcpus, ...settings } = restock;
  const job = { ...settings, image: imageOf(stack, { image }, partition) };
  const args = { forecastName, feed, feedKeyArn: key.keyArn, keyArn: key.keyArn, tags, ...surroundingsOf(stack) };
  const build = (run: RestockForecastArgs["run"], options: pulumi.ComponentResourceOptions): RestockForecast =>
    new RestockForecast(`${name}-restock`, { ...args, run }, options);
  if (compute !== undefined) {
    const aws = { peer: { kind: "cidr", cidr: stack.cidr }, ports: [HTTPS] } as const;
    const { cluster, inCluster } = compute;
    const placed = { cluster, pool: SPOT_POOL, cpuMillicores: vcpus * MILLICORES, allowTo: { aws } };
    return build({ on: "cluster", ...job, ...placed }, inCluster);
  }
  if (batch === undefined) {
    throw new Error(`there is nothing that the job of the feed ${name} could run on; check the pattern first`);
  }
  const queue = { queueArn: entryOf(batch.queueArns, ARCHITECTURE, "queue"), logGroupName: batch.logGroupName };
  return build({ on: "queue", ...job, queue, vcpus }, opts);
}

function surroundingsOf({ account, region, alarmTopicArn, runbooks, protect }: Site["stack"]) {
  return { accountId: account, region, alarmTopicArns: [alarmTopicArn], runbooksUrl: runbooks, protect };
}

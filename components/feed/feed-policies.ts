import type { FeedSourceKind } from "./feed-alarms";
import { RESTOCK_PROPOSED } from "./restock-proposed";

/** Where a feed reads, all names known. */
export interface ReadableSource {
  readonly kind: FeedSourceKind;
  readonly region: string;
  /** ARN of the stream, or of the Kafka cluster. */
  readonly arn: string;
  /** ARN of the customer key of the records. */
  readonly keyArn: string;
  /**
   * ARN of the topic, where Kafka carries the records.
   *
   * @default - none: a stream has no topics
   */
  readonly topicArn: string | undefined;
}

/** What a feed writes, all names known. */
export interface DeliveryPlace {
  readonly awsPartition: string;
  readonly region: string;
  readonly accountId: string;
  readonly bucketArn: string;
  readonly keyArn: string;
  /** Prefixes of files and of failures, each with a slash at its end. */
  readonly prefixes: readonly string[];
  readonly databaseName: string;
  readonly tableName: string;
  readonly logGroupArn: string;
}

/** What a reader of a feed is let to, all names known. */
export interface ReadableFeed {
  readonly awsPartition: string;
  readonly region: string;
  readonly accountId: string;
  readonly bucketArn: string;
  readonly keyArn: string;
  /** Prefix of the Parquet files, with a slash at its end. */
  readonly dataPrefix: string;
  readonly databaseName: string;
  readonly tableName: string;
}

/**
 * Lets Firehose read one stream or one topic.
 * Source: https://docs.aws.amazon.com/firehose/latest/dev/controlling-access.html (read 2026-11-27).
 */
export function sourcePolicy(source: ReadableSource): string {
  switch (source.kind) {
    case "kinesis":
      return policy([
        allow(
          "ReadStream",
          ["kinesis:DescribeStream", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards"],
          [source.arn],
        ),
        { ...allow("UseStreamKey", ["kms:Decrypt"], [source.keyArn]), ...via("kinesis", source.region) },
      ]);
    case "kafka":
      return policy([
        allow(
          "ConnectToCluster",
          ["kafka-cluster:Connect", "kafka:DescribeCluster", "kafka:DescribeClusterV2", "kafka:GetBootstrapBrokers"],
          [source.arn],
        ),
        allow(
          "ReadTopic",
          ["kafka-cluster:DescribeTopic", "kafka-cluster:DescribeTopicDynamicConfiguration", "kafka-cluster:ReadData"],
          [source.topicArn ?? ""],
        ),
        allow("FindGroups", ["kafka-cluster:DescribeGroup"], [`${source.arn.replace(":cluster/", ":group/")}/*`]),
      ]);
  }
}

/** Lets Firehose write below the feed's prefixes, read the table's schema, and say what failed. */
export function deliveryPolicy(place: DeliveryPlace): string {
  return policy([
    allow(
      "WriteFiles",
      ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
      place.prefixes.map((prefix) => `${place.bucketArn}/${prefix}*`),
    ),
    allow("FindBucket", ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"], [place.bucketArn]),
    { ...allow("UseKey", ["kms:Decrypt", "kms:GenerateDataKey"], [place.keyArn]), ...forBucket(place) },
    allow("ReadSchema", ["glue:GetTable", "glue:GetTableVersion", "glue:GetTableVersions"], catalogue(place)),
    allow("WriteLog", ["logs:PutLogEvents"], [`${place.logGroupArn}:*`]),
  ]);
}

/** Lets a reader have the files of the feed and what the catalogue says of them; neither failures nor other feeds. */
export function readerPolicy(feed: ReadableFeed): string {
  return policy([
    allow("ReadFiles", ["s3:GetObject"], [`${feed.bucketArn}/${feed.dataPrefix}*`]),
    {
      ...allow("ListFiles", ["s3:ListBucket"], [feed.bucketArn]),
      Condition: { StringLike: { "s3:prefix": [`${feed.dataPrefix}*`] } },
    },
    allow("FindBucket", ["s3:GetBucketLocation"], [feed.bucketArn]),
    { ...allow("UseKey", ["kms:Decrypt"], [feed.keyArn]), ...forBucket(feed) },
    allow("ReadContract", ["glue:GetDatabase", "glue:GetPartitions", "glue:GetTable"], catalogue(feed)),
  ]);
}

/**
 * Lets a forecast put proposals on one bus, and events of no other kind.
 * Source: https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-use-conditions.html (read 2026-11-27).
 */
export function proposalsPolicy(busArn: string): string {
  return policy([
    {
      ...allow("ProposeOnly", ["events:PutEvents"], [busArn]),
      Condition: {
        StringEquals: { "events:detail-type": RESTOCK_PROPOSED.detailType, "events:source": RESTOCK_PROPOSED.source },
      },
    },
  ]);
}

interface Statement {
  readonly Sid: string;
  readonly Effect: "Allow";
  readonly Action: readonly string[];
  readonly Resource: readonly string[];
}

function allow(sid: string, actions: readonly string[], resources: readonly string[]): Statement {
  return { Sid: sid, Effect: "Allow", Action: actions, Resource: resources };
}

function via(service: string, region: string): object {
  return { Condition: { StringLike: { "kms:ViaService": `${service}.${region}.*` } } };
}

function forBucket({ region, bucketArn }: Pick<ReadableFeed, "region" | "bucketArn">): object {
  return {
    Condition: {
      StringLike: {
        "kms:ViaService": `s3.${region}.*`,
        "kms:EncryptionContext:aws:s3:arn": [bucketArn, `${bucketArn}/*`],
      },
    },
  };
}

function catalogue({
  awsPartition,
  region,
  accountId,
  databaseName,
  tableName,
}: Omit<ReadableFeed, "bucketArn" | "keyArn" | "dataPrefix">): string[] {
  const glue = `arn:${awsPartition}:glue:${region}:${accountId}`;
  return [`${glue}:catalog`, `${glue}:database/${databaseName}`, `${glue}:table/${databaseName}/${tableName}`];
}

function policy(statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

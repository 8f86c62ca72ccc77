import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { awsPartitionOf } from "../../facts/regions";
import { PrivateBucket } from "../archive";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { ownServiceTrust } from "../core/trust";
import { FEED_ALARMS, FEED_PERIOD_SECONDS } from "./feed-alarms";
import { destination, tableInputs } from "./feed-inputs";
import { deliveryPolicy, readerPolicy, sourcePolicy, type ReadableFeed } from "./feed-policies";
import { FEED_DEFAULTS, planFeed, type FeedPlan, type FeedPlanArgs, type PublishedContract } from "./feed.plan";
import { feedRefusals } from "./feed.refusals";

/** A Kinesis stream that a feed reads; a `Stream` fits. */
export interface KinesisFeedSource {
  /** A stream stands by itself. */
  readonly kind: "kinesis";
  /** ARN of the stream. */
  readonly arn: pulumi.Input<string>;
  /** ARN of the customer key that encrypts the records. */
  readonly keyArn: pulumi.Input<string>;
}

/** A topic of a Kafka cluster that a feed reads; the cluster has to be one that `isFed`. */
export interface KafkaFeedSource {
  /** A topic belongs to a cluster. */
  readonly kind: "kafka";
  /** ARN of the cluster. */
  readonly arn: pulumi.Input<string>;
  /** Name of the topic. */
  readonly topic: string;
  /** ARN of the topic. */
  readonly topicArn: pulumi.Input<string>;
}

/** Arguments of {@link Feed}. */
export interface FeedArgs extends ComponentArgs, Omit<FeedPlanArgs, "source"> {
  /** The stream or the topic that it reads, in the feed's region. */
  readonly source: KinesisFeedSource | KafkaFeedSource;
  /** ARN of the customer key, in the feed's region, that encrypts the files; it has to serve CloudWatch Logs. */
  readonly keyArn: pulumi.Input<string>;
  /** ARNs of the SNS topics, in the feed's region, that alarms notify. */
  readonly alarmTopicArns: readonly pulumi.Input<string>[];
  /**
   * ARNs of roles that may read the feed, by a name for each: of a warehouse, or of a customer data platform.
   *
   * @default - none beside those of the account that have rights of their own
   */
  readonly readerArns?: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * Whether Pulumi keeps the bucket from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/** What the children are made with. */
interface Built {
  readonly plan: FeedPlan;
  readonly args: FeedArgs;
  readonly bucket: PrivateBucket;
  readonly table: aws.glue.CatalogTable;
}

/**
 * A stream as Parquet files under a contract that names no person, for a warehouse, a customer data platform and jobs.
 *
 * Creates:
 * - a bucket of its own, encrypted by the customer key, see `PrivateBucket`: files go when replay ends, failures earlier
 * - the table in the Glue catalogue, split by day, found without a crawler; it carries the contract and its schema
 * - the delivery stream: records of the stream or topic become Parquet by the table's schema, what is not in it is left out
 * - a role that reads the source, and one that writes below the feed's prefixes; a log of what failed, with retention
 * - with readers: a role that they take, which reads the files and the contract alone
 * - alarms: stale, conversion failed, delivery failing, source behind, throttled
 *
 * Costs at defaults: 0 USD at rest. us-east-1, prices of 2024-07-01 (service-prices-us-east-1.json,
 * kinesis_firehose_delivery_stream) and 2025-07-07 (s3_bucket_v3): 0.035 USD per GB read up to 500 TB a month, 0.021 USD
 * per GB converted, 0.023 USD per GB-month of files. Reading from Kafka, the catalogue and the five alarms are unpriced:
 * there is no price row for them. Reading a stream on demand and the customer key come on top.
 *
 * Does not: let in records by itself (producers write to the stream); drop what comes twice, which readers do by id; repair
 * what could not be converted (see the README); cross a region; make the database or the workgroup, which a `Lake` does.
 *
 * @example
 * new Feed("stock-changes", {
 *   feedName: "prod-eu-central-1-stock-changes",
 *   contract: stockChanges,
 *   source: { kind: "kinesis", arn: stream.arn, keyArn: streamKey.arn },
 *   bucketName: "prod-feed-stock-changes",
 *   databaseName: "prod_eu",
 *   firstDay: "2026-12-01",
 *   accountId: "111122223333",
 *   region: "eu-central-1",
 *   keyArn: key.arn,
 *   alarmTopicArns: [topic.arn],
 *   runbooksUrl: "https://runbooks.example.com",
 *   tags,
 * });
 */
export class Feed extends Component {
  /** Name of the delivery stream. */
  readonly name: pulumi.Output<string>;
  /** The contract, as readers get it. */
  readonly contract: PublishedContract;
  /** Name of the bucket with the files. */
  readonly bucketName: pulumi.Output<string>;
  /** ARN of that bucket. */
  readonly bucketArn: pulumi.Output<string>;
  /** Prefix of the files, with a slash at its end; below it a prefix for each day. */
  readonly dataPrefix: string;
  /** Prefix of what could not be converted or delivered, with a slash at its end. */
  readonly failurePrefix: string;
  /** Name of the database that the table belongs to. */
  readonly databaseName: string;
  /** Name of the table. */
  readonly tableName: pulumi.Output<string>;
  /** ARN of the role that readers take; absent where there are none. */
  readonly readerRoleArn?: pulumi.Output<string>;

  constructor(name: string, args: FeedArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:feed:Feed", name, checkArgs(`feed "${name}"`, args, feedRefusals), opts);
    const plan = planFeed(args);
    const bucket = this.createBucket(plan, args);
    const table = this.createTable(plan, args, bucket);
    const built = { plan, args, bucket, table };
    const delivery = this.createDelivery(built);
    this.createAlarms(built, delivery);
    const reader = this.createReader(built);

    this.name = delivery.name;
    this.contract = plan.contract;
    this.bucketName = bucket.bucketName;
    this.bucketArn = bucket.arn;
    this.dataPrefix = plan.dataPrefix;
    this.failurePrefix = plan.failurePrefix;
    this.databaseName = args.databaseName;
    this.tableName = table.name;
    if (reader !== undefined) {
      this.readerRoleArn = reader.arn;
    }
    this.registerOutputs({
      name: this.name,
      contract: this.contract,
      bucketName: this.bucketName,
      bucketArn: this.bucketArn,
      dataPrefix: this.dataPrefix,
      failurePrefix: this.failurePrefix,
      databaseName: this.databaseName,
      tableName: this.tableName,
      readerRoleArn: this.readerRoleArn,
    });
  }

  private createBucket(
    plan: FeedPlan,
    { bucketName, accountId, region, keyArn, tags, protect }: FeedArgs,
  ): PrivateBucket {
    return new PrivateBucket(
      this.childName("files"),
      {
        ...{ bucketName, accountId, region, keyArn, tags },
        lifecycle: plan.lifecycle,
        earlierExpiry: plan.earlierExpiry,
        protect: protect ?? FEED_DEFAULTS.protect,
      },
      this.childOptions(),
    );
  }

  private createTable(plan: FeedPlan, args: FeedArgs, bucket: PrivateBucket): aws.glue.CatalogTable {
    return new aws.glue.CatalogTable(
      this.childName("table"),
      { region: args.region, databaseName: args.databaseName, ...tableInputs(plan, bucket.bucketName) },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private createDelivery(built: Built): aws.kinesis.FirehoseDeliveryStream {
    const { plan, args, bucket, table } = built;
    const { region, accountId, keyArn } = args;
    const log = this.createLog(plan, args);
    const source = this.createSourceRole(args);
    const writer = this.createWriterRole(built, log.group);
    return new aws.kinesis.FirehoseDeliveryStream(
      this.childName("delivery"),
      {
        name: plan.feedName,
        region,
        destination: "extended_s3",
        ...sourceInputs(args.source, source.role.arn),
        extendedS3Configuration: destination(plan, {
          ...{ region, accountId, keyArn, databaseName: args.databaseName },
          bucketArn: bucket.arn,
          roleArn: writer.role.arn,
          tableName: table.name,
          logGroupName: log.group.name,
          logStreamName: log.stream.name,
        }),
        tags: this.childTags("delivery"),
      },
      this.childOptions({ deleteBeforeReplace: true, dependsOn: [source.rights, writer.rights] }),
    );
  }

  private createLog(plan: FeedPlan, { region, keyArn }: FeedArgs): FeedLog {
    const group = new aws.cloudwatch.LogGroup(
      this.childName("log"),
      {
        name: plan.logGroupName,
        region,
        retentionInDays: plan.logRetentionDays,
        kmsKeyId: keyArn,
        tags: this.childTags("log"),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
    const stream = new aws.cloudwatch.LogStream(
      this.childName("log-stream"),
      { name: LOG_STREAM, region, logGroupName: group.name },
      this.childOptions({ deleteBeforeReplace: true }),
    );
    return { group, stream };
  }

  private createSourceRole({ source, region, accountId }: FeedArgs): RoleWithRights {
    const isKafka = source.kind === "kafka";
    const policy = pulumi
      .all([source.arn, isKafka ? "" : source.keyArn, isKafka ? source.topicArn : undefined])
      .apply(([arn, keyArn, topicArn]) => sourcePolicy({ kind: source.kind, region, arn, keyArn, topicArn }));
    return this.createRole("source", { accountId, policy });
  }

  private createWriterRole({ plan, args, bucket, table }: Built, log: aws.cloudwatch.LogGroup): RoleWithRights {
    const policy = pulumi
      .all([bucket.arn, args.keyArn, log.arn, table.name])
      .apply(([bucketArn, keyArn, logGroupArn, tableName]) =>
        deliveryPolicy({
          ...placeOf(args),
          ...{ bucketArn, keyArn, logGroupArn, tableName },
          prefixes: [plan.dataPrefix, plan.failurePrefix],
        }),
      );
    return this.createRole("writer", { accountId: args.accountId, policy });
  }

  private createRole(
    role: string,
    { accountId, policy }: { readonly accountId: string; readonly policy: pulumi.Output<string> },
  ): RoleWithRights {
    const taken = new aws.iam.Role(
      this.childName(role),
      { assumeRolePolicy: ownServiceTrust("firehose.amazonaws.com", accountId), tags: this.childTags(role) },
      this.childOptions(),
    );
    const rights = new aws.iam.RolePolicy(
      this.childName(`${role}-rights`),
      { role: taken.name, policy },
      this.childOptions(),
    );
    return { role: taken, rights };
  }

  private createAlarms({ plan, args }: Built, delivery: aws.kinesis.FirehoseDeliveryStream): void {
    for (const role of FEED_ALARMS) {
      const { description, ...alarm } = plan.alarms[role];
      new aws.cloudwatch.MetricAlarm(
        this.childName(role),
        {
          region: args.region,
          alarmDescription: description,
          namespace: "AWS/Firehose",
          dimensions: { DeliveryStreamName: delivery.name },
          ...alarm,
          period: FEED_PERIOD_SECONDS,
          treatMissingData: "notBreaching",
          alarmActions: [...args.alarmTopicArns],
          okActions: [...args.alarmTopicArns],
          tags: this.childTags(role),
        },
        this.childOptions(),
      );
    }
  }

  private createReader({ plan, args, bucket, table }: Built): aws.iam.Role | undefined {
    if (args.readerArns === undefined) {
      return undefined;
    }
    const trust = { Effect: "Allow", Principal: { AWS: Object.values(args.readerArns) }, Action: "sts:AssumeRole" };
    const role = new aws.iam.Role(
      this.childName("reader"),
      {
        description: `Reads ${plan.contract.id}`,
        assumeRolePolicy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: [trust] }),
        tags: this.childTags("reader"),
      },
      this.childOptions(),
    );
    const policy = pulumi
      .all([bucket.arn, args.keyArn, table.name])
      .apply(([bucketArn, keyArn, tableName]) =>
        readerPolicy({ ...placeOf(args), bucketArn, keyArn, tableName, dataPrefix: plan.dataPrefix }),
      );
    new aws.iam.RolePolicy(this.childName("reader-rights"), { role: role.name, policy }, this.childOptions());
    return role;
  }
}

/** Stream of the log that failed deliveries are written to. */
const LOG_STREAM = "delivery";

interface FeedLog {
  readonly group: aws.cloudwatch.LogGroup;
  readonly stream: aws.cloudwatch.LogStream;
}

interface RoleWithRights {
  readonly role: aws.iam.Role;
  readonly rights: aws.iam.RolePolicy;
}

function placeOf({
  region,
  accountId,
  databaseName,
}: FeedArgs): Pick<ReadableFeed, "awsPartition" | "region" | "accountId" | "databaseName"> {
  return { awsPartition: awsPartitionOf(region) ?? "aws", region, accountId, databaseName };
}

/** A topic is read from its earliest record; Firehose reads a stream from when it is made, and takes no other start. */
function sourceInputs(
  source: FeedArgs["source"],
  roleArn: pulumi.Output<string>,
): Pick<aws.kinesis.FirehoseDeliveryStreamArgs, "kinesisSourceConfiguration" | "mskSourceConfiguration"> {
  switch (source.kind) {
    case "kinesis":
      return { kinesisSourceConfiguration: { kinesisStreamArn: source.arn, roleArn } };
    case "kafka":
      return {
        mskSourceConfiguration: {
          mskClusterArn: source.arn,
          topicName: source.topic,
          readFromTimestamp: "1970-01-01T00:00:00Z",
          authenticationConfiguration: { connectivity: "PRIVATE", roleArn },
        },
      };
  }
}

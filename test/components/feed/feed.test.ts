import { FEED_DEFAULTS, planFeed } from "../../../components/feed";
import {
  ACCOUNT,
  ALARM_TOPIC,
  BUCKET,
  child,
  children,
  CLUSTER_ARN,
  fromKafka,
  json,
  keyArn,
  minimal,
  planFeedProgram,
  STREAM_ARN,
  STREAM_KEY,
  stockChanged,
  TOPIC_ARN,
} from "./fixture";
import type { Plan } from "../../../planner/plan";

const BUCKET_ARN = `arn:aws:s3:::${BUCKET}`;

describe("planFeed", () => {
  it("keeps failures for two weeks and the log for a year at defaults", () => {
    expect(FEED_DEFAULTS).toStrictEqual({ failureRetention: "14 days", logRetention: "365 days", protect: true });
  });

  it("promises the schema, freshness and replay of the contract under its name and version", () => {
    expect(planFeed(minimal).contract).toStrictEqual({
      id: "stock-changes@1",
      description: "Every change of stock",
      schema: stockChanged,
      dataClass: "confidential",
      freshnessSeconds: 900,
      replay: { days: 365, how: "read the days anew: a file does not change once it is there" },
      delivery: "at least once: drop what has an id that was read already",
    });
  });

  it("gives each version a table and prefixes of its own, split by the day of arrival", () => {
    const contract = { ...minimal.contract, version: 2 };
    expect(planFeed({ ...minimal, contract })).toMatchObject({
      tableName: "stock_changes_v2",
      dataPrefix: "feeds/stock-changes/v2/",
      failurePrefix: "failures/stock-changes/v2/",
      deliveredTo: {
        data: "feeds/stock-changes/v2/dt=!{timestamp:yyyy-MM-dd}/",
        failures: "failures/stock-changes/v2/!{firehose:error-output-type}/dt=!{timestamp:yyyy-MM-dd}/",
      },
    });
  });

  it.each([
    ["5 minutes", 150],
    ["15 minutes", 450],
    ["1 hour", 900],
    ["24 hours", 900],
  ] as const)("collects for half of %s, within what Firehose takes", (freshness, seconds) => {
    expect(planFeed({ ...minimal, contract: { ...minimal.contract, freshness } }).bufferSeconds).toBe(seconds);
  });
});

describe("Feed", () => {
  let plan: Plan;
  let kafka: Plan;

  beforeAll(async () => {
    plan = await planFeedProgram(minimal);
    kafka = await planFeedProgram(fromKafka);
  });

  it("creates these children at defaults, all its own but those of the bucket", () => {
    const own = plan.resources
      .filter(({ parent }) => parent?.split("::").at(-1) === "stock")
      .map(({ type, name }) => `${type} ${name}`);
    expect(own.toSorted()).toStrictEqual([
      "aws:cloudwatch/logGroup:LogGroup stock-log",
      "aws:cloudwatch/logStream:LogStream stock-log-stream",
      "aws:cloudwatch/metricAlarm:MetricAlarm stock-conversion-failed",
      "aws:cloudwatch/metricAlarm:MetricAlarm stock-delivery-failing",
      "aws:cloudwatch/metricAlarm:MetricAlarm stock-source-behind",
      "aws:cloudwatch/metricAlarm:MetricAlarm stock-stale",
      "aws:cloudwatch/metricAlarm:MetricAlarm stock-throttled",
      "aws:glue/catalogTable:CatalogTable stock-table",
      "aws:iam/role:Role stock-source",
      "aws:iam/role:Role stock-writer",
      "aws:iam/rolePolicy:RolePolicy stock-source-rights",
      "aws:iam/rolePolicy:RolePolicy stock-writer-rights",
      "aws:kinesis/firehoseDeliveryStream:FirehoseDeliveryStream stock-delivery",
      "inventory:archive:PrivateBucket stock-files",
    ]);
  });

  it("converts what the stream holds to Parquet by the table's schema, under the customer key", () => {
    const roleArn = expect.stringMatching(/:role\/stock-writer/);
    expect(child(plan, "stock-delivery").inputs).toStrictEqual({
      name: "prod-eu-central-1-stock-changes",
      region: "eu-central-1",
      destination: "extended_s3",
      kinesisSourceConfiguration: {
        kinesisStreamArn: STREAM_ARN,
        roleArn: expect.stringMatching(/:role\/stock-source/),
      },
      extendedS3Configuration: {
        roleArn,
        bucketArn: BUCKET_ARN,
        kmsKeyArn: keyArn,
        prefix: "feeds/stock-changes/v1/dt=!{timestamp:yyyy-MM-dd}/",
        errorOutputPrefix: "failures/stock-changes/v1/!{firehose:error-output-type}/dt=!{timestamp:yyyy-MM-dd}/",
        customTimeZone: "UTC",
        fileExtension: ".parquet",
        bufferingInterval: 450,
        bufferingSize: 128,
        compressionFormat: "UNCOMPRESSED",
        s3BackupMode: "Disabled",
        cloudwatchLoggingOptions: {
          enabled: true,
          logGroupName: "/aws/kinesisfirehose/prod-eu-central-1-stock-changes",
          logStreamName: "delivery",
        },
        dataFormatConversionConfiguration: {
          enabled: true,
          inputFormatConfiguration: { deserializer: { openXJsonSerDe: { caseInsensitive: true } } },
          outputFormatConfiguration: { serializer: { parquetSerDe: { compression: "SNAPPY" } } },
          schemaConfiguration: {
            roleArn,
            databaseName: "prod_eu",
            tableName: "stock_changes_v1",
            region: "eu-central-1",
            catalogId: ACCOUNT,
            versionId: "LATEST",
          },
        },
      },
      tags: { ...minimal.tags, Name: "stock-delivery" },
    });
    expect(child(plan, "stock-delivery").options.deleteBeforeReplace).toBe(true);
  });

  it("reads a topic from its earliest record, by the private connection of the cluster", () => {
    const { inputs } = child(kafka, "stock-delivery");
    expect(inputs["mskSourceConfiguration"]).toStrictEqual({
      mskClusterArn: CLUSTER_ARN,
      topicName: "stock-events",
      readFromTimestamp: "1970-01-01T00:00:00Z",
      authenticationConfiguration: {
        connectivity: "PRIVATE",
        roleArn: expect.stringMatching(/:role\/stock-source/),
      },
    });
    expect(inputs).not.toHaveProperty("kinesisSourceConfiguration");
  });

  it("carries the contract in the catalogue, and finds the days without a crawler", () => {
    expect(child(plan, "stock-table").inputs).toStrictEqual({
      region: "eu-central-1",
      databaseName: "prod_eu",
      name: "stock_changes_v1",
      description: "Every change of stock",
      tableType: "EXTERNAL_TABLE",
      parameters: {
        EXTERNAL: "TRUE",
        classification: "parquet",
        "data-class": "confidential",
        contract: "stock-changes@1",
        "contract.delivery": "at least once: drop what has an id that was read already",
        "contract.freshness-seconds": "900",
        "contract.replay-days": "365",
        "contract.schema": JSON.stringify(stockChanged),
        "projection.enabled": "true",
        "projection.dt.type": "date",
        "projection.dt.format": "yyyy-MM-dd",
        "projection.dt.range": "2026-12-01,NOW",
        "projection.dt.interval": "1",
        "projection.dt.interval.unit": "DAYS",
        "storage.location.template": `s3://${BUCKET}/feeds/stock-changes/v1/dt=\${dt}/`,
      },
      partitionKeys: [{ name: "dt", type: "string" }],
      storageDescriptor: {
        location: `s3://${BUCKET}/feeds/stock-changes/v1/`,
        inputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
        outputFormat: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
        serDeInfo: {
          serializationLibrary: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
          parameters: { "serialization.format": "1" },
        },
        columns: [
          expect.objectContaining({ name: "id", type: "string", parameters: { "data-class": "internal" } }),
          expect.objectContaining({ name: "time", type: "timestamp" }),
          expect.objectContaining({ name: "data", parameters: { "data-class": "confidential" } }),
        ],
      },
    });
  });

  it("lets files go when replay ends, and failures and what jobs saved after two weeks", () => {
    expect(child(plan, "stock-files-lifecycle").inputs["rules"]).toStrictEqual([
      { id: "expiry", status: "Enabled", filter: {}, expiration: { days: 365 } },
      {
        id: "noncurrent",
        status: "Enabled",
        filter: {},
        expiration: { expiredObjectDeleteMarker: true },
        noncurrentVersionExpiration: { noncurrentDays: 7 },
      },
      { id: "uploads", status: "Enabled", filter: {}, abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } },
      { id: "expiry-of-failures", status: "Enabled", filter: { prefix: "failures/" }, expiration: { days: 14 } },
      { id: "expiry-of-work", status: "Enabled", filter: { prefix: "work/" }, expiration: { days: 14 } },
    ]);
  });

  it("lets Firehose alone, for this account alone, take its roles", () => {
    for (const role of ["stock-source", "stock-writer"]) {
      expect(json(plan, role, "assumeRolePolicy")).toStrictEqual({
        Version: "2012-10-17",
        Statement: [
          {
            Effect: "Allow",
            Principal: { Service: "firehose.amazonaws.com" },
            Action: "sts:AssumeRole",
            Condition: { StringEquals: { "aws:SourceAccount": ACCOUNT } },
          },
        ],
      });
    }
  });

  it("reads this stream and no other", () => {
    expect(json(plan, "stock-source-rights", "policy")).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ReadStream",
          Effect: "Allow",
          Action: ["kinesis:DescribeStream", "kinesis:GetRecords", "kinesis:GetShardIterator", "kinesis:ListShards"],
          Resource: [STREAM_ARN],
        },
        {
          Sid: "UseStreamKey",
          Effect: "Allow",
          Action: ["kms:Decrypt"],
          Resource: [STREAM_KEY],
          Condition: { StringLike: { "kms:ViaService": "kinesis.eu-central-1.*" } },
        },
      ],
    });
  });

  it("reads this topic and no other, as any group of this cluster", () => {
    expect(json(kafka, "stock-source-rights", "policy")).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ConnectToCluster",
          Effect: "Allow",
          Action: [
            "kafka-cluster:Connect",
            "kafka:DescribeCluster",
            "kafka:DescribeClusterV2",
            "kafka:GetBootstrapBrokers",
          ],
          Resource: [CLUSTER_ARN],
        },
        {
          Sid: "ReadTopic",
          Effect: "Allow",
          Action: [
            "kafka-cluster:DescribeTopic",
            "kafka-cluster:DescribeTopicDynamicConfiguration",
            "kafka-cluster:ReadData",
          ],
          Resource: [TOPIC_ARN],
        },
        {
          Sid: "FindGroups",
          Effect: "Allow",
          Action: ["kafka-cluster:DescribeGroup"],
          Resource: ["arn:aws:kafka:eu-central-1:111122223333:group/prod-events/0a1b/*"],
        },
      ],
    });
  });

  it("writes below its prefixes, reads the one schema, and uses the key for this bucket alone", () => {
    const allow = { Effect: "Allow" };
    expect(json(plan, "stock-writer-rights", "policy")).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "WriteFiles",
          ...allow,
          Action: ["s3:AbortMultipartUpload", "s3:GetObject", "s3:PutObject"],
          Resource: [`${BUCKET_ARN}/feeds/stock-changes/v1/*`, `${BUCKET_ARN}/failures/stock-changes/v1/*`],
        },
        {
          Sid: "FindBucket",
          ...allow,
          Action: ["s3:GetBucketLocation", "s3:ListBucket", "s3:ListBucketMultipartUploads"],
          Resource: [BUCKET_ARN],
        },
        {
          Sid: "UseKey",
          ...allow,
          Action: ["kms:Decrypt", "kms:GenerateDataKey"],
          Resource: [keyArn],
          Condition: {
            StringLike: {
              "kms:ViaService": "s3.eu-central-1.*",
              "kms:EncryptionContext:aws:s3:arn": [BUCKET_ARN, `${BUCKET_ARN}/*`],
            },
          },
        },
        {
          Sid: "ReadSchema",
          ...allow,
          Action: ["glue:GetTable", "glue:GetTableVersion", "glue:GetTableVersions"],
          Resource: [
            "arn:aws:glue:eu-central-1:111122223333:catalog",
            "arn:aws:glue:eu-central-1:111122223333:database/prod_eu",
            "arn:aws:glue:eu-central-1:111122223333:table/prod_eu/stock_changes_v1",
          ],
        },
        {
          Sid: "WriteLog",
          ...allow,
          Action: ["logs:PutLogEvents"],
          Resource: [expect.stringMatching(/:log-group:\/aws\/kinesisfirehose\/prod-eu-central-1-stock-changes:\*$/)],
        },
      ],
    });
  });

  it("rings where the contract is missed, and where something will miss it", () => {
    const alarms = Object.fromEntries(
      ["stale", "conversion-failed", "delivery-failing", "source-behind", "throttled"].map((role) => {
        const { metricName, statistic, comparisonOperator, threshold } = child(plan, `stock-${role}`).inputs;
        return [role, [metricName, statistic, comparisonOperator, threshold]];
      }),
    );
    expect(alarms).toStrictEqual({
      stale: ["DeliveryToS3.DataFreshness", "Maximum", "GreaterThanThreshold", 900],
      "conversion-failed": ["FailedConversion.Records", "Sum", "GreaterThanOrEqualToThreshold", 1],
      "delivery-failing": ["DeliveryToS3.Success", "Average", "LessThanThreshold", 1],
      "source-behind": ["KinesisMillisBehindLatest", "Maximum", "GreaterThanOrEqualToThreshold", 900_000],
      throttled: ["ThrottledGetRecords", "Sum", "GreaterThanOrEqualToThreshold", 1],
    });
    expect(child(kafka, "stock-source-behind").inputs).toMatchObject({
      metricName: "DataReadFromSource.Backpressured",
      threshold: 1,
    });
    expect(child(kafka, "stock-throttled").inputs).toMatchObject({
      metricName: "SourceThrottled.Delay",
      statistic: "Maximum",
      threshold: 900_000,
    });
    expect(child(plan, "stock-stale").inputs).toStrictEqual({
      region: "eu-central-1",
      alarmDescription:
        "prod-eu-central-1-stock-changes: the oldest record that is not delivered is older than 15 minutes. Runbook: https://runbooks.example.com/feed-stale.md",
      namespace: "AWS/Firehose",
      metricName: "DeliveryToS3.DataFreshness",
      dimensions: { DeliveryStreamName: "prod-eu-central-1-stock-changes" },
      statistic: "Maximum",
      comparisonOperator: "GreaterThanThreshold",
      threshold: 900,
      period: 300,
      evaluationPeriods: 3,
      datapointsToAlarm: 2,
      treatMissingData: "notBreaching",
      alarmActions: [ALARM_TOPIC],
      okActions: [ALARM_TOPIC],
      tags: { ...minimal.tags, Name: "stock-stale" },
    });
  });

  it("keeps the log under the key for a year", () => {
    expect(child(plan, "stock-log").inputs).toMatchObject({ retentionInDays: 365, kmsKeyId: keyArn });
  });

  it("has no role for readers unless there are some, and then one that reads the files and the contract alone", async () => {
    const reader = "arn:aws:iam::111122223333:role/warehouse";
    const read = await planFeedProgram({ ...minimal, readerArns: { warehouse: reader } });

    expect(children(plan).filter(({ name }) => name.includes("reader"))).toStrictEqual([]);
    expect(json(read, "stock-reader", "assumeRolePolicy")).toMatchObject({
      Statement: [{ Principal: { AWS: [reader] }, Action: "sts:AssumeRole" }],
    });
    expect(json(read, "stock-reader-rights", "policy")).toMatchObject({
      Statement: [
        { Sid: "ReadFiles", Action: ["s3:GetObject"], Resource: [`${BUCKET_ARN}/feeds/stock-changes/v1/*`] },
        { Sid: "ListFiles", Condition: { StringLike: { "s3:prefix": ["feeds/stock-changes/v1/*"] } } },
        { Sid: "FindBucket", Action: ["s3:GetBucketLocation"], Resource: [BUCKET_ARN] },
        { Sid: "UseKey", Action: ["kms:Decrypt"], Resource: [keyArn] },
        { Sid: "ReadContract", Action: ["glue:GetDatabase", "glue:GetPartitions", "glue:GetTable"] },
      ],
    });
    expect(read.outputs["readerRoleArn"]).toMatch(/:role\/stock-reader/);
  });

  it("gives what readers and jobs need", () => {
    expect(plan.outputs).toMatchObject({
      contract: "stock-changes@1",
      bucketName: BUCKET,
      dataPrefix: "feeds/stock-changes/v1/",
      failurePrefix: "failures/stock-changes/v1/",
      tableName: "stock_changes_v1",
    });
  });

  it("keeps the bucket from deletion unless told otherwise", async () => {
    const free = await planFeedProgram({ ...minimal, protect: false });
    expect(child(plan, "stock-files-bucket").options.protect).toBe(true);
    expect(child(free, "stock-files-bucket").options.protect).toBeFalsy();
  });
});

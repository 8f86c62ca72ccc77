import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import { PARQUET_FORMATS } from "../lake";
import { FEED_BUFFER_MIB, FEED_PARTITION_KEY, type FeedPlan } from "./feed.plan";

/** What the destination of a delivery stream takes that is known only when it is deployed. */
export interface DeliveryNeeds {
  readonly region: string;
  readonly accountId: string;
  readonly bucketArn: pulumi.Input<string>;
  readonly keyArn: pulumi.Input<string>;
  readonly roleArn: pulumi.Input<string>;
  readonly databaseName: pulumi.Input<string>;
  readonly tableName: pulumi.Input<string>;
  readonly logGroupName: pulumi.Input<string>;
  readonly logStreamName: pulumi.Input<string>;
}

/** The table over the files, whose days Athena finds by itself. */
export function tableInputs(
  plan: FeedPlan,
  bucketName: pulumi.Output<string>,
): Omit<aws.glue.CatalogTableArgs, "databaseName"> {
  const location = bucketName.apply((bucket) => `s3://${bucket}/${plan.dataPrefix}`);
  return {
    name: plan.tableName,
    description: plan.contract.description,
    tableType: "EXTERNAL_TABLE",
    parameters: {
      ...plan.tableParameters,
      "storage.location.template": location.apply(
        (files) => `${files}${FEED_PARTITION_KEY}=\${${FEED_PARTITION_KEY}}/`,
      ),
    },
    partitionKeys: [{ name: FEED_PARTITION_KEY, type: "string" }],
    storageDescriptor: {
      location,
      inputFormat: PARQUET_FORMATS.input,
      outputFormat: PARQUET_FORMATS.output,
      serDeInfo: { serializationLibrary: PARQUET_FORMATS.serialization, parameters: { "serialization.format": "1" } },
      columns: plan.columns.map(({ name, type, dataClass, description }) => ({
        name,
        type,
        comment: description,
        parameters: { "data-class": dataClass },
      })),
    },
  };
}

/** Where Firehose writes, and how it makes Parquet of JSON: compression is Parquet's own, so S3's is off. */
export function destination(
  plan: FeedPlan,
  needs: DeliveryNeeds,
): aws.types.input.kinesis.FirehoseDeliveryStreamExtendedS3Configuration {
  const { roleArn, databaseName, tableName, region, accountId } = needs;
  return {
    roleArn,
    bucketArn: needs.bucketArn,
    kmsKeyArn: needs.keyArn,
    prefix: plan.deliveredTo.data,
    errorOutputPrefix: plan.deliveredTo.failures,
    customTimeZone: "UTC",
    fileExtension: ".parquet",
    bufferingInterval: plan.bufferSeconds,
    bufferingSize: FEED_BUFFER_MIB,
    compressionFormat: "UNCOMPRESSED",
    s3BackupMode: "Disabled",
    cloudwatchLoggingOptions: {
      enabled: true,
      logGroupName: needs.logGroupName,
      logStreamName: needs.logStreamName,
    },
    dataFormatConversionConfiguration: {
      enabled: true,
      inputFormatConfiguration: { deserializer: { openXJsonSerDe: { caseInsensitive: true } } },
      outputFormatConfiguration: { serializer: { parquetSerDe: { compression: "SNAPPY" } } },
      schemaConfiguration: { roleArn, databaseName, tableName, region, catalogId: accountId, versionId: "LATEST" },
    },
  };
}

/** What AWS's price list says of a product: `usagetype`, `instanceType`, `group` and the like. */
export type Attributes = Readonly<Record<string, string>>;

/** Products of a price list that are one meter here. */
export interface MeterRule {
  /** Service code of the price list's file. */
  readonly offer: string;
  /** Product family; absent where products have none. */
  readonly family?: string;
  /** What attributes hold: the whole text, or a pattern. */
  readonly where: Readonly<Record<string, string | RegExp>>;
  /** The meter, or how its name follows from the product. */
  readonly meter: string | ((attributes: Attributes) => string);
  /** Unit of the meter. */
  readonly unit: string;
}

/** Usage types carry the region in front, but in us-east-1: `EUC1-NatGateway-Hours`. */
function usage(ending: string): RegExp {
  return new RegExp(`^([A-Z]+\\d?-)?${ending}$`);
}

function instanceType(prefix: string): (attributes: Attributes) => string {
  return ({ instanceType: type = "" }) => `${prefix}${type}`;
}

const ON_LINUX = {
  tenancy: "Shared",
  operatingSystem: "Linux",
  preInstalledSw: "NA",
  capacitystatus: "Used",
  licenseModel: "No License required",
} as const;

const AURORA = { databaseEngine: "Aurora PostgreSQL" } as const;

/**
 * Which products of AWS's price list are which meters.
 * Source: the product filters of github.com/infracost/infracost, internal/resources/aws, read 2026-11-27
 */
export const METER_RULES: readonly MeterRule[] = [
  { offer: "AmazonEC2", family: "Compute Instance", where: ON_LINUX, meter: instanceType("ec2:"), unit: "hour" },
  {
    offer: "AmazonEC2",
    family: "NAT Gateway",
    where: { usagetype: usage("NatGateway-Hours") },
    meter: "nat-gateway:hour",
    unit: "hour",
  },
  {
    offer: "AmazonEC2",
    family: "NAT Gateway",
    where: { usagetype: usage("NatGateway-Bytes") },
    meter: "nat-gateway:processed-gb",
    unit: "GB",
  },
  {
    offer: "AmazonEC2",
    family: "Storage",
    where: { volumeApiName: /^(gp2|gp3|st1|sc1|io1)$/ },
    meter: ({ volumeApiName = "" }) => `ebs:${volumeApiName}`,
    unit: "GB-month",
  },
  {
    offer: "AmazonVPC",
    family: "VpcEndpoint",
    where: { usagetype: usage("VpcEndpoint-Hours") },
    meter: "vpc-endpoint:interface-hour",
    unit: "hour",
  },
  {
    offer: "AmazonVPC",
    family: "VpcEndpoint",
    where: { usagetype: usage("VpcEndpoint-Bytes") },
    meter: "vpc-endpoint:interface-gb",
    unit: "GB",
  },
  {
    offer: "AmazonRDS",
    family: "Database Instance",
    where: { ...AURORA, usagetype: /InstanceUsage:/ },
    meter: instanceType("aurora:"),
    unit: "hour",
  },
  {
    offer: "AmazonRDS",
    family: "Database Instance",
    where: { ...AURORA, usagetype: /InstanceUsageIOOptimized:/ },
    meter: instanceType("aurora:io-optimized-"),
    unit: "hour",
  },
  {
    offer: "AmazonElastiCache",
    family: "Cache Instance",
    where: { cacheEngine: "Valkey", locationType: "AWS Region" },
    meter: instanceType("elasticache:valkey:"),
    unit: "hour",
  },
  {
    offer: "AmazonElastiCache",
    family: "Cache Instance",
    where: { cacheEngine: "Redis", locationType: "AWS Region" },
    meter: instanceType("elasticache:redis:"),
    unit: "hour",
  },
  { offer: "AmazonElastiCache", family: "Storage Snapshot", where: {}, meter: "elasticache:backup", unit: "GB-month" },
  {
    offer: "AmazonMSK",
    family: "Managed Streaming for Apache Kafka (MSK)",
    where: { usagetype: /-?kafka\.[a-z0-9]+\.[a-z0-9]+$/i, locationType: "AWS Region" },
    meter: ({ usagetype = "" }) => `msk:${/kafka\..*$/i.exec(usagetype)?.[0].toLowerCase() ?? ""}`,
    unit: "hour",
  },
  {
    offer: "AmazonMSK",
    family: "Managed Streaming for Apache Kafka (MSK)",
    where: { storageFamily: "GP2" },
    meter: "msk:storage",
    unit: "GB-month",
  },
  {
    offer: "AmazonKinesis",
    family: "Kinesis Streams",
    where: { usagetype: usage("Storage-ShardHour") },
    meter: "kinesis:shard-hour",
    unit: "hour",
  },
  {
    offer: "AmazonKinesis",
    family: "Kinesis Streams",
    where: { usagetype: usage("PutRequestPayloadUnits") },
    meter: "kinesis:put-payload-unit",
    unit: "request",
  },
  {
    offer: "AmazonKinesis",
    family: "Kinesis Streams",
    where: { usagetype: usage("OnDemand-StreamHour") },
    meter: "kinesis:on-demand-stream-hour",
    unit: "hour",
  },
  {
    offer: "AmazonKinesis",
    family: "Kinesis Streams",
    where: { usagetype: usage("OnDemand-BilledIncomingBytes") },
    meter: "kinesis:on-demand-in-gb",
    unit: "GB",
  },
  {
    offer: "AmazonKinesis",
    family: "Kinesis Streams",
    where: { usagetype: usage("OnDemand-BilledOutgoingBytes") },
    meter: "kinesis:on-demand-out-gb",
    unit: "GB",
  },
  {
    offer: "AmazonDynamoDB",
    family: "Amazon DynamoDB PayPerRequest Throughput",
    where: { group: "DDB-WriteUnits" },
    meter: "dynamodb:write-request-unit",
    unit: "request",
  },
  {
    offer: "AmazonDynamoDB",
    family: "Amazon DynamoDB PayPerRequest Throughput",
    where: { group: "DDB-ReadUnits" },
    meter: "dynamodb:read-request-unit",
    unit: "request",
  },
  {
    offer: "AmazonDynamoDB",
    family: "Amazon DynamoDB PayPerRequest Throughput",
    where: { group: "DDB-ReplicatedWriteUnits" },
    meter: "dynamodb:replicated-write-request-unit",
    unit: "request",
  },
  {
    offer: "AmazonDynamoDB",
    family: "Provisioned IOPS",
    where: { group: "DDB-WriteUnits" },
    meter: "dynamodb:wcu-hour",
    unit: "WCU-hour",
  },
  {
    offer: "AmazonDynamoDB",
    family: "Provisioned IOPS",
    where: { group: "DDB-ReadUnits" },
    meter: "dynamodb:rcu-hour",
    unit: "RCU-hour",
  },
  {
    offer: "AmazonDynamoDB",
    family: "Database Storage",
    where: { usagetype: usage("TimedStorage-ByteHrs") },
    meter: "dynamodb:storage",
    unit: "GB-month",
  },
  {
    offer: "AmazonDynamoDB",
    family: "Database Storage",
    where: { usagetype: usage("TimedPITRStorage-ByteHrs") },
    meter: "dynamodb:pitr",
    unit: "GB-month",
  },
  {
    offer: "AWSLambda",
    family: "Serverless",
    where: { group: "AWS-Lambda-Requests" },
    meter: "lambda:request",
    unit: "request",
  },
  {
    offer: "AWSLambda",
    family: "Serverless",
    where: { group: "AWS-Lambda-Duration" },
    meter: "lambda:x86-gb-second",
    unit: "GB-second",
  },
  {
    offer: "AmazonCloudWatch",
    family: "Alarm",
    where: { alarmType: /^Standard/ },
    meter: "cloudwatch:alarm-metric",
    unit: "month",
  },
  {
    offer: "AmazonCloudWatch",
    family: "Alarm",
    where: { alarmType: /^High Resolution/ },
    meter: "cloudwatch:high-resolution-alarm-metric",
    unit: "month",
  },
  // Seen in a copy of the list: huggingface.co/datasets/labofsahil/aws-pricing-dataset, AWSFIS.csv at 9c289a4.
  {
    offer: "AWSFIS",
    family: "Developer Tools",
    where: { usagetype: usage("ActionMinute") },
    meter: "fis:action-minute",
    unit: "minute",
  },
];

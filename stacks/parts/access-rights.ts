import * as pulumi from "@pulumi/pulumi";
import type { Right as RightOn, Rights as RightsOn } from "../../components/core";
import { entryOf, type PartitionReference } from "../outputs";
import type { PlannedFunction, RegionStack } from "../topology";
import type { Messaging } from "./messaging";
import { connectArnsOf, type Stores } from "./stores";

type Right = RightOn<pulumi.Input<string>>;
type Rights = RightsOn<pulumi.Input<string>>;

/** What uses the tables, streams, queues and stores of a region: a function or a job. */
export interface Accessor {
  /** Its name. */
  readonly name: string;
  /** What it may use. */
  readonly access: PlannedFunction["access"];
}

/** What an accessor can use. */
export interface Accessible {
  /** Outputs of the partition's stack. */
  readonly partition: PartitionReference;
  /** Streams and queues. */
  readonly messaging: Messaging;
  /** The database and the cache. */
  readonly stores: Stores;
}

const READ_TABLE = [
  "dynamodb:BatchGetItem",
  "dynamodb:ConditionCheckItem",
  "dynamodb:GetItem",
  "dynamodb:Query",
  "dynamodb:Scan",
];
const WRITE_TABLE = ["dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"];
const WRITE_STREAM = ["kinesis:DescribeStreamSummary", "kinesis:PutRecord", "kinesis:PutRecords"];
const READ_STREAM = [
  "kinesis:DescribeStreamSummary",
  "kinesis:GetRecords",
  "kinesis:GetShardIterator",
  "kinesis:ListShards",
];
/** MSK encrypts by the cluster's key itself: producers need no right to it. */
const CONNECT_TO_KAFKA = [
  "kafka-cluster:Connect",
  "kafka-cluster:DescribeCluster",
  "kafka-cluster:WriteDataIdempotently",
];
const READ_TOPIC = ["kafka-cluster:Connect", "kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"];
const JOIN_GROUP = ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"];
const WRITE_TOPIC = ["kafka-cluster:DescribeTopic", "kafka-cluster:WriteData"];
/** What DynamoDB does with the key of a table for whoever uses it. */
const USE_TABLE_KEY = [
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
];

/** What an accessor may do: as its access says, on what it names, and nothing else. */
export function rightsOf(stack: RegionStack, one: Accessor, foundations: Accessible): Rights {
  return {
    ...tableRights(stack, one, foundations),
    ...messagingRights(one, foundations),
    ...storeRights(one, foundations),
  };
}

function tableRights({ region }: RegionStack, { access }: Accessor, { partition }: Accessible): Rights {
  const entries = Object.entries(access.tables);
  const written = entries.filter(([, kind]) => kind === "write");
  const arnOf = ([table]: (typeof entries)[number]): pulumi.Output<string> =>
    partition.tables.apply((all) => entryOf(entryOf(all, table, "table").arns, region, `ARN of table ${table} in`));
  const keyArn = partition.keyArns.apply((arns) => entryOf(arns, region, "key of stores in"));
  return {
    ...rightOn("ReadTables", READ_TABLE, [
      ...entries.map(arnOf),
      ...entries.map((entry) => pulumi.interpolate`${arnOf(entry)}/index/*`),
    ]),
    ...rightOn("WriteTables", WRITE_TABLE, written.map(arnOf)),
    ...(entries.length === 0
      ? {}
      : { UseTableKey: { actions: USE_TABLE_KEY, resources: [keyArn], viaService: "dynamodb" } }),
  };
}

function messagingRights({ access }: Accessor, { messaging }: Accessible): Rights {
  const { queues, key } = messaging;
  const use = (service: string): Right => ({
    actions: ["kms:Decrypt", "kms:GenerateDataKey"],
    resources: key === undefined ? [] : [key.keyArn],
    viaService: service,
  });
  return {
    ...streamRights(access.streams, messaging, use),
    ...rightOn(
      "SendToQueues",
      ["sqs:GetQueueAttributes", "sqs:SendMessage"],
      access.queues.map((queue) => entryOf(queues, queue, "queue").arn),
    ),
    ...(access.queues.length === 0 ? {} : { UseQueueKey: use("sqs") }),
  };
}

function streamRights(
  names: readonly string[],
  { streams, kafka }: Messaging,
  use: (service: string) => Right,
): Rights {
  const arns = names.map((name) => entryOf(streams, name, "stream").arn);
  if (names.length === 0) {
    return {};
  }
  return kafka === undefined
    ? { ...rightOn("WriteStreams", WRITE_STREAM, arns), UseStreamKey: use("kinesis") }
    : { ...rightOn("ConnectToKafka", CONNECT_TO_KAFKA, [kafka.arn]), ...rightOn("WriteTopics", WRITE_TOPIC, arns) };
}

/** What a consumer may do: read the streams that name it; of Kafka, in a group of its own name. */
export function consumerRights(
  name: string,
  streamNames: readonly string[],
  { streams, kafka, key }: Messaging,
): Rights {
  const arns = streamNames.map((stream) => entryOf(streams, stream, "stream").arn);
  if (arns.length === 0) {
    return {};
  }
  return kafka === undefined
    ? {
        ...rightOn("ReadStreams", READ_STREAM, arns),
        ReadWithStreamKey: {
          actions: ["kms:Decrypt"],
          resources: key === undefined ? [] : [key.keyArn],
          viaService: "kinesis",
        },
      }
    : {
        ...rightOn("ReadTopics", READ_TOPIC, [kafka.arn, ...arns]),
        ...rightOn("JoinGroup", JOIN_GROUP, [pulumi.interpolate`${groupsOf(kafka.arn)}/${name}`]),
      };
}

/** ARN of the groups of a Kafka cluster: `arn:…:group/<cluster>/<uuid>`. */
function groupsOf(clusterArn: pulumi.Output<string>): pulumi.Output<string> {
  return clusterArn.apply((arn) => arn.replace(":cluster/", ":group/"));
}

function storeRights({ name, access }: Accessor, { stores: { database, cache } }: Accessible): Rights {
  return {
    ...(access.database && database !== undefined
      ? rightOn("LogInToDatabase", ["rds-db:connect"], connectArnsOf(database))
      : {}),
    ...(access.cache !== undefined && cache !== undefined
      ? rightOn(
          "LogInToCache",
          ["elasticache:Connect"],
          [cache.arn, entryOf(cache.userArns, name, "user of the cache")],
        )
      : {}),
  };
}

function rightOn(sid: string, actions: readonly string[], resources: readonly pulumi.Input<string>[]): Rights {
  return resources.length === 0 ? {} : { [sid]: { actions, resources } };
}

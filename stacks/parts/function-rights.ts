import * as pulumi from "@pulumi/pulumi";
import type { HandlerRight } from "../../components/handler";
import { entryOf } from "../outputs";
import type { PlannedFunction, RegionStack } from "../topology";
import type { FunctionFoundations } from "./functions";
import { connectArnsOf } from "./stores";

type Right = HandlerRight<pulumi.Input<string>>;
type Rights = Readonly<Record<string, Right>>;

const READ_TABLE = [
  "dynamodb:BatchGetItem",
  "dynamodb:ConditionCheckItem",
  "dynamodb:GetItem",
  "dynamodb:Query",
  "dynamodb:Scan",
];
const WRITE_TABLE = ["dynamodb:BatchWriteItem", "dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"];
/** What DynamoDB does with the key of a table for whoever uses it. */
const USE_TABLE_KEY = [
  "kms:Decrypt",
  "kms:Encrypt",
  "kms:GenerateDataKey",
  "kms:GenerateDataKeyWithoutPlaintext",
  "kms:ReEncryptFrom",
  "kms:ReEncryptTo",
];

/** What a function may do beside reading its source: as its access says, on what it names, and nothing else. */
export function rightsOf(stack: RegionStack, one: PlannedFunction, foundations: FunctionFoundations): Rights {
  return {
    ...tableRights(stack, one, foundations),
    ...messagingRights(one, foundations),
    ...storeRights(one, foundations),
  };
}

function tableRights({ region }: RegionStack, { access }: PlannedFunction, { partition }: FunctionFoundations): Rights {
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

function messagingRights({ access }: PlannedFunction, { messaging }: FunctionFoundations): Rights {
  const { streams, queues, key } = messaging;
  const use = (service: string): Right => ({
    actions: ["kms:Decrypt", "kms:GenerateDataKey"],
    resources: key === undefined ? [] : [key.keyArn],
    viaService: service,
  });
  return {
    ...rightOn(
      "WriteStreams",
      ["kinesis:DescribeStreamSummary", "kinesis:PutRecord", "kinesis:PutRecords"],
      access.streams.map((stream) => entryOf(streams, stream, "stream").arn),
    ),
    ...(access.streams.length === 0 ? {} : { UseStreamKey: use("kinesis") }),
    ...rightOn(
      "SendToQueues",
      ["sqs:GetQueueAttributes", "sqs:SendMessage"],
      access.queues.map((queue) => entryOf(queues, queue, "queue").arn),
    ),
    ...(access.queues.length === 0 ? {} : { UseQueueKey: use("sqs") }),
  };
}

function storeRights({ name, access }: PlannedFunction, { stores: { database, cache } }: FunctionFoundations): Rights {
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

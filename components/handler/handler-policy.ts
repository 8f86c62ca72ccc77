import { rightStatements } from "../core/rights";
import type { HandlerRight, IdempotencyTable } from "./handler.plan";
import type { HandlerSource, KafkaSource } from "./source.plan";

/** One statement of a handler's rights; `Text` is how ARNs are held. */
export interface HandlerStatement<Text> {
  /** What the statement is for. */
  readonly Sid: string;
  /** Whether it allows or denies. */
  readonly Effect: "Allow" | "Deny";
  /** The actions. */
  readonly Action: readonly string[];
  /** On what. */
  readonly Resource: readonly (Text | string)[];
  /**
   * When it holds.
   *
   * @default - always
   */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, Text | string>>>>;
}

/** What the rights are made from. */
export interface HandlerFacts<Text> {
  readonly source: HandlerSource<Text>;
  /** ARN of the log group's streams. */
  readonly logStreamsArn: Text;
  /** ARN of the customer key that encrypts the environment, and failures that the handler keeps itself. */
  readonly keyArn: Text;
  /**
   * ARN of the failure queue of its own.
   *
   * @default - failures go where those of the source go
   */
  readonly failureQueueArn?: Text;
  /**
   * Table in which the code writes down what it has done.
   *
   * @default - none
   */
  readonly idempotencyTable?: IdempotencyTable<Text>;
  /** Whether the code works in a VPC. */
  readonly isInVpc: boolean;
  /** What the code may do beside that. */
  readonly rights: Readonly<Record<string, HandlerRight<Text>>>;
}

/** Who may take the role: Lambda. Who may hand it to Lambda is decided by `iam:PassRole`. */
export const HANDLER_TRUST = {
  Version: "2012-10-17",
  Statement: [{ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }],
} as const;

const VPC_ACTIONS = [
  "ec2:AssignPrivateIpAddresses",
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSubnets",
  "ec2:UnassignPrivateIpAddresses",
] as const;
const KAFKA_VPC_ACTIONS = [
  "ec2:CreateNetworkInterface",
  "ec2:DeleteNetworkInterface",
  "ec2:DescribeNetworkInterfaces",
  "ec2:DescribeSecurityGroups",
  "ec2:DescribeSubnets",
  "ec2:DescribeVpcs",
] as const;
const READ_KINESIS = [
  "kinesis:DescribeStream",
  "kinesis:DescribeStreamSummary",
  "kinesis:GetRecords",
  "kinesis:GetShardIterator",
  "kinesis:ListShards",
] as const;
const READ_TABLE_STREAM = ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"] as const;
const READ_QUEUE = ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"] as const;
/** What DynamoDB does with the key of a table for whoever writes to it. */
const USE_TABLE_KEY = ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"] as const;

/** Makes one ARN of another. */
export type DeriveArn<Text> = (arn: Text, rule: (arn: string) => string) => Text;

/**
 * The rights of a handler's role. Lambda reads the source, writes logs and leaves failures by it, and so can the code.
 *
 * Sources: https://docs.aws.amazon.com/lambda/latest/dg/, pages with-kinesis-example, with-ddb-example,
 * services-sqs-configure, with-msk-permissions, msk-cluster-auth, configuration-vpc (all read 2026-11-26).
 */
export function handlerRights<Text>(facts: HandlerFacts<Text>, derive: DeriveArn<Text>): HandlerStatement<Text>[] {
  const { rights, keyArn, logStreamsArn, isInVpc } = facts;
  return [
    allow<Text>("WriteLogs", ["logs:CreateLogStream", "logs:PutLogEvents"], [logStreamsArn]),
    allow<Text>("Trace", ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], ["*"]),
    useKey("DecryptEnvironment", keyArn, { service: "lambda", actions: ["kms:Decrypt"] }),
    ...readSource(facts.source, derive),
    ...leaveFailures(facts),
    ...guardEffects(facts),
    ...(isInVpc ? [allow<Text>("JoinVpc", VPC_ACTIONS, ["*"])] : []),
    ...rightStatements(rights),
  ];
}

/**
 * Denies the code the rights on networks that Lambda needs of its role; `undefined` where it has none. Calls that
 * Lambda makes itself do not name the function.
 *
 * Source: https://docs.aws.amazon.com/lambda/latest/dg/permissions-source-function-arn.html (read 2026-11-26).
 */
export function denyNetworking<Text>(
  { source, isInVpc }: Pick<HandlerFacts<Text>, "source" | "isInVpc">,
  functionArn: Text,
): HandlerStatement<Text> | undefined {
  const kafka = source.kind === "kafka" ? KAFKA_VPC_ACTIONS : [];
  const actions = new Set<string>([...(isInVpc ? VPC_ACTIONS : []), ...kafka]);
  return actions.size === 0
    ? undefined
    : {
        Sid: "CodeMakesNoNetworks",
        Effect: "Deny",
        Action: [...actions].toSorted(),
        Resource: ["*"],
        Condition: { ArnEquals: { "lambda:SourceFunctionArn": functionArn } },
      };
}

function readSource<Text>(source: HandlerSource<Text>, derive: DeriveArn<Text>): HandlerStatement<Text>[] {
  switch (source.kind) {
    case "kinesis":
      return [allow<Text>("ReadSource", READ_KINESIS, [source.streamArn]), decrypt(source.keyArn, "kinesis")];
    case "table-stream":
      return [
        allow<Text>("ReadSource", READ_TABLE_STREAM, [source.streamArn]),
        allow<Text>("FindSource", ["dynamodb:ListStreams"], ["*"]),
        decrypt(source.keyArn, "dynamodb"),
      ];
    case "queue":
      return [allow<Text>("ReadSource", READ_QUEUE, [source.queueArn]), decrypt(source.keyArn, "sqs")];
    case "kafka":
      return readKafka(source, derive);
    case "invoke":
      return [];
  }
}

function readKafka<Text>(source: KafkaSource<Text>, derive: DeriveArn<Text>): HandlerStatement<Text>[] {
  const { clusterArn, topic, consumerGroup } = source;
  const within = (type: string, name: string): Text =>
    derive(clusterArn, (arn) => `${arn.replace(":cluster/", `:${type}/`)}/${name}`);
  return [
    allow<Text>("FindSource", ["kafka:DescribeClusterV2", "kafka:GetBootstrapBrokers"], [clusterArn]),
    allow<Text>(
      "ConnectToSource",
      ["kafka-cluster:Connect", "kafka-cluster:DescribeClusterDynamicConfiguration"],
      [clusterArn],
    ),
    allow<Text>("ReadSource", ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"], [within("topic", topic)]),
    allow<Text>(
      "JoinGroup",
      ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"],
      [within("group", consumerGroup)],
    ),
    allow<Text>("ReachSource", KAFKA_VPC_ACTIONS, ["*"]),
  ];
}

function leaveFailures<Text>({ source, keyArn, failureQueueArn }: HandlerFacts<Text>): HandlerStatement<Text>[] {
  const queueArn = "failureQueueArn" in source ? source.failureQueueArn : failureQueueArn;
  const key =
    source.kind === "kinesis"
      ? (source.failureKeyArn ?? source.keyArn)
      : source.kind === "kafka"
        ? source.keyArn
        : keyArn;
  return queueArn === undefined
    ? []
    : [
        allow<Text>("LeaveFailures", ["sqs:SendMessage"], [queueArn]),
        useKey("EncryptFailures", key, { service: "sqs", actions: ["kms:Decrypt", "kms:GenerateDataKey"] }),
      ];
}

function guardEffects<Text>({ idempotencyTable: table }: HandlerFacts<Text>): HandlerStatement<Text>[] {
  return table === undefined
    ? []
    : [
        allow<Text>("GuardEffects", ["dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], [table.arn]),
        useKey("UseIdempotencyKey", table.keyArn, { service: "dynamodb", actions: USE_TABLE_KEY }),
      ];
}

function decrypt<Text>(keyArn: Text, service: string): HandlerStatement<Text> {
  return useKey("DecryptSource", keyArn, { service, actions: ["kms:Decrypt"] });
}

/** A customer key is used through one service, and not by itself. */
function useKey<Text>(
  sid: string,
  keyArn: Text,
  { service, actions }: { readonly service: string; readonly actions: readonly string[] },
): HandlerStatement<Text> {
  return { ...allow<Text>(sid, actions, [keyArn]), ...through(service) };
}

function through<Text>(service: string): Pick<HandlerStatement<Text>, "Condition"> {
  return { Condition: { StringLike: { "kms:ViaService": `${service}.*` } } };
}

function allow<Text>(
  sid: string,
  actions: readonly string[],
  resources: readonly (Text | string)[],
): HandlerStatement<Text> {
  return { Sid: sid, Effect: "Allow", Action: actions, Resource: resources };
}

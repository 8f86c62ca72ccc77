import { denyNetworking, handlerRights, HANDLER_TRUST } from "../../../components/handler/handler-policy";
import type { HandlerFacts, HandlerStatement } from "../../../components/handler/handler-policy";
import { child, failureQueueArn, invoke, kafka, keyArn, kinesis, minimal, planHandlerProgram, queue } from "./fixture";
import { statements, streamKeyArn, table } from "./fixture";

const LOGS = "arn:aws:logs:eu-central-1:111122223333:log-group:handler:*";
const OWN_QUEUE = "arn:aws:sqs:eu-central-1:111122223333:handler-failures";
const FUNCTION_ARN = "arn:aws:lambda:eu-central-1:111122223333:function:handler";
const KAFKA = "arn:aws:kafka:eu-central-1:111122223333";
const NETWORK = ["CreateNetworkInterface", "DeleteNetworkInterface", "DescribeNetworkInterfaces"];

type Facts = HandlerFacts<string>;
type Statement = HandlerStatement<string>;

function allow(Sid: string, Action: readonly string[], Resource: string): Statement {
  return { Sid, Effect: "Allow", Action, Resource: [Resource] };
}

function useKey(statement: Statement, service: string): Statement {
  return { ...statement, Condition: { StringLike: { "kms:ViaService": `${service}.*` } } };
}

function rightsOf(source: Facts["source"], more: Partial<Facts> = {}): Statement[] {
  const facts = { source, logStreamsArn: LOGS, keyArn, isInVpc: false, rights: {}, ...more };
  return handlerRights<string>(facts, (arn, rule) => rule(arn));
}

/** What every handler may do, whatever its source. */
const BASE: readonly Statement[] = [
  allow("WriteLogs", ["logs:CreateLogStream", "logs:PutLogEvents"], LOGS),
  allow("Trace", ["xray:PutTelemetryRecords", "xray:PutTraceSegments"], "*"),
  useKey(allow("DecryptEnvironment", ["kms:Decrypt"], keyArn), "lambda"),
];
const DECRYPT = allow("DecryptSource", ["kms:Decrypt"], streamKeyArn);

function failures(queueArn: string, key: string): Statement[] {
  return [
    allow("LeaveFailures", ["sqs:SendMessage"], queueArn),
    useKey(allow("EncryptFailures", ["kms:Decrypt", "kms:GenerateDataKey"], key), "sqs"),
  ];
}

describe("handlerRights", () => {
  it("lets a handler read one Kinesis stream, and leave failures in its queue", () => {
    const actions = ["DescribeStream", "DescribeStreamSummary", "GetRecords", "GetShardIterator", "ListShards"];
    expect(rightsOf(kinesis)).toStrictEqual([
      ...BASE,
      allow(
        "ReadSource",
        actions.map((action) => `kinesis:${action}`),
        kinesis.streamArn,
      ),
      useKey(DECRYPT, "kinesis"),
      ...failures(failureQueueArn, streamKeyArn),
    ]);
  });

  it("encrypts failures by their own key where they have one", () => {
    expect(rightsOf({ ...kinesis, failureKeyArn: keyArn }).slice(-2)).toStrictEqual(failures(failureQueueArn, keyArn));
  });

  it("lets a handler read the stream of one table, and leave failures in a queue of its own", () => {
    expect(rightsOf(table, { failureQueueArn: OWN_QUEUE })).toStrictEqual([
      ...BASE,
      allow(
        "ReadSource",
        ["dynamodb:DescribeStream", "dynamodb:GetRecords", "dynamodb:GetShardIterator"],
        table.streamArn,
      ),
      allow("FindSource", ["dynamodb:ListStreams"], "*"),
      useKey(DECRYPT, "dynamodb"),
      ...failures(OWN_QUEUE, keyArn),
    ]);
  });

  it("lets a handler receive from one queue, and send nowhere", () => {
    expect(rightsOf(queue)).toStrictEqual([
      ...BASE,
      allow("ReadSource", ["sqs:DeleteMessage", "sqs:GetQueueAttributes", "sqs:ReceiveMessage"], queue.queueArn),
      useKey(DECRYPT, "sqs"),
    ]);
  });

  it("lets a handler read one topic in one group of one cluster", () => {
    const connect = ["kafka-cluster:Connect", "kafka-cluster:DescribeClusterDynamicConfiguration"];
    expect(rightsOf(kafka)).toStrictEqual([
      ...BASE,
      allow("FindSource", ["kafka:DescribeClusterV2", "kafka:GetBootstrapBrokers"], kafka.clusterArn),
      allow("ConnectToSource", connect, kafka.clusterArn),
      allow(
        "ReadSource",
        ["kafka-cluster:DescribeTopic", "kafka-cluster:ReadData"],
        `${KAFKA}:topic/events/0a1b/stock`,
      ),
      allow(
        "JoinGroup",
        ["kafka-cluster:AlterGroup", "kafka-cluster:DescribeGroup"],
        `${KAFKA}:group/events/0a1b/projector`,
      ),
      allow(
        "ReachSource",
        [...NETWORK, "DescribeSecurityGroups", "DescribeSubnets", "DescribeVpcs"].map((action) => `ec2:${action}`),
        "*",
      ),
      ...failures(failureQueueArn, streamKeyArn),
    ]);
  });

  it("lets a handler that others invoke leave failures alone", () => {
    expect(rightsOf(invoke, { failureQueueArn: OWN_QUEUE })).toStrictEqual([...BASE, ...failures(OWN_QUEUE, keyArn)]);
  });

  it("lets a handler write to its idempotency table, join its VPC, and do what it is given", () => {
    const idempotencyTable = { name: "handled", arn: "arn:table", keyArn: "arn:key" };
    const rights = { WriteReadModel: { actions: ["dynamodb:PutItem"], resources: ["arn:stock"] } };
    expect(rightsOf(queue, { idempotencyTable, rights, isInVpc: true }).slice(BASE.length + 2)).toStrictEqual([
      allow("GuardEffects", ["dynamodb:DeleteItem", "dynamodb:PutItem", "dynamodb:UpdateItem"], "arn:table"),
      useKey(
        allow("UseIdempotencyKey", ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"], "arn:key"),
        "dynamodb",
      ),
      allow(
        "JoinVpc",
        ["AssignPrivateIpAddresses", ...NETWORK, "DescribeSubnets", "UnassignPrivateIpAddresses"].map(
          (action) => `ec2:${action}`,
        ),
        "*",
      ),
      allow("WriteReadModel", ["dynamodb:PutItem"], "arn:stock"),
    ]);
  });
});

describe("denyNetworking", () => {
  it("denies nothing where the role has no rights on networks", () => {
    expect(denyNetworking({ source: kinesis, isInVpc: false }, FUNCTION_ARN)).toBeUndefined();
  });

  it.each([
    ["in a VPC", kinesis, true],
    ["that reads Kafka", kafka, false],
    ["that reads Kafka in a VPC", kafka, true],
  ] as const)("takes from the code of a handler %s every right on networks that its role has", (_, source, isInVpc) => {
    const granted = rightsOf(source, { isInVpc }).flatMap(({ Action }) =>
      Action.filter((one) => one.startsWith("ec2:")),
    );
    expect(denyNetworking({ source, isInVpc }, FUNCTION_ARN)).toStrictEqual({
      Sid: "CodeMakesNoNetworks",
      Effect: "Deny",
      Action: [...new Set(granted)].toSorted(),
      Resource: ["*"],
      Condition: { ArnEquals: { "lambda:SourceFunctionArn": FUNCTION_ARN } },
    });
  });
});

describe("the role of a handler", () => {
  it("is taken by Lambda, and has these rights", async () => {
    const plan = await planHandlerProgram({ ...minimal, source: kafka });
    const logStreamsArn = `${String(child(plan, "log").outputs["arn"])}:*`;
    expect(child(plan, "role").inputs["assumeRolePolicy"]).toBe(JSON.stringify(HANDLER_TRUST));
    expect(statements(plan, "rights")).toStrictEqual(rightsOf(kafka, { logStreamsArn }));
    expect(statements(plan, "no-networks")).toHaveLength(1);
  });
});

import { planStream, Stream, STREAM_ALARMS, STREAM_POLICY_ACTIONS, type StreamArgs } from "../../../components/stream";
import { tlsOnlyPolicy } from "../../../components/stream/resource-policies";
import type { TagValues } from "../../../facts/tag-schema";
import { planProgram } from "../../../planner/engine";
import type { Plan, PlannedResource, PlanMode } from "../../../planner/plan";

const tags: TagValues = {
  environment: "prod",
  service: "platform",
  owner: "inventory",
  "cost-center": "c100",
  channel: "all",
  feature: "stock-events",
  "data-class": "internal",
  residency: "eu",
};
const keyArn = "arn:aws:kms:eu-central-1:111122223333:key/stream";
const topic = "arn:aws:sns:eu-central-1:111122223333:on-call";
const minimal: StreamArgs = {
  streamName: "prod-stock-events",
  keyArn,
  alarmTopicArns: [topic],
  runbooksUrl: "https://runbooks.example.com",
  tags,
};
const STREAM_ARN = "arn:aws:kinesis:eu-central-1:000000000000:stream/prod-stock-events";
const FAILURES_ARN = "arn:aws:sqs:eu-central-1:000000000000:prod-stock-events-failures";
const PARKED_ARN = `${FAILURES_ARN}-parked`;
const FAILURES_URL = "https://sqs.eu-central-1.amazonaws.com/000000000000/prod-stock-events-failures";
const STATEFUL = ["stock-events-failures", "stock-events-parked", "stock-events-stream"];

function planOf(args: StreamArgs, mode: PlanMode = "as-applied"): Promise<Plan> {
  return planProgram({
    project: "test",
    stack: "prod-eu-central-1",
    config: { "aws:region": "eu-central-1" },
    mode,
    program: () => {
      const stream = new Stream("stock-events", args);
      const { name, arn, kind, protocol, failureQueueArn, failureQueueUrl } = stream;
      return { name, arn, kind, protocol, failureQueueArn, failureQueueUrl };
    },
  });
}

function children(plan: Plan): PlannedResource[] {
  return plan.resources.filter(({ kind }) => kind === "custom");
}

function child(plan: Plan, name: string): PlannedResource {
  const found = children(plan).find((resource) => resource.name === name);
  if (found === undefined) {
    throw new Error(`${name} is not in the plan`);
  }
  return found;
}

function inputs(plan: Plan, role: string): PlannedResource["inputs"] {
  return child(plan, `stock-events-${role}`).inputs;
}

describe("Stream", () => {
  it("creates these children at defaults, all its own", async () => {
    const plan = await planOf(minimal);
    const identities = children(plan).map(({ type, name, parent }) => `${type} ${name} ${parent?.split("::").at(-1)}`);
    expect(identities.toSorted()).toStrictEqual([
      "aws:cloudwatch/metricAlarm:MetricAlarm stock-events-failures-aging stock-events",
      "aws:cloudwatch/metricAlarm:MetricAlarm stock-events-failures-parked stock-events",
      "aws:cloudwatch/metricAlarm:MetricAlarm stock-events-failures-waiting stock-events",
      "aws:cloudwatch/metricAlarm:MetricAlarm stock-events-iterator-age stock-events",
      "aws:cloudwatch/metricAlarm:MetricAlarm stock-events-read-throttled stock-events",
      "aws:cloudwatch/metricAlarm:MetricAlarm stock-events-write-throttled stock-events",
      "aws:kinesis/resourcePolicy:ResourcePolicy stock-events-stream-policy stock-events",
      "aws:kinesis/stream:Stream stock-events-stream stock-events",
      "aws:sqs/queue:Queue stock-events-failures stock-events",
      "aws:sqs/queue:Queue stock-events-parked stock-events",
      "aws:sqs/queuePolicy:QueuePolicy stock-events-failures-policy stock-events",
      "aws:sqs/queuePolicy:QueuePolicy stock-events-parked-policy stock-events",
      "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy stock-events-parked-redrive stock-events",
    ]);
  });

  it("creates the stream of the defaults", async () => {
    const plan = await planOf(minimal);
    expect(inputs(plan, "stream")).toStrictEqual({
      name: "prod-stock-events",
      streamModeDetails: { streamMode: "ON_DEMAND" },
      retentionPeriod: 168,
      encryptionType: "KMS",
      kmsKeyId: keyArn,
      tags: { ...tags, Name: "stock-events-stream" },
    });
    expect(inputs(plan, "stream-policy")).toStrictEqual({
      resourceArn: STREAM_ARN,
      policy: JSON.stringify(tlsOnlyPolicy(STREAM_ARN, STREAM_POLICY_ACTIONS)),
    });
  });

  it("creates the failure destination of the defaults", async () => {
    const plan = await planOf(minimal);
    const queue = { kmsMasterKeyId: keyArn, messageRetentionSeconds: 1_209_600, visibilityTimeoutSeconds: 360 };
    expect(inputs(plan, "failures")).toStrictEqual({
      ...queue,
      name: "prod-stock-events-failures",
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: PARKED_ARN, maxReceiveCount: 5 }),
      redriveAllowPolicy: JSON.stringify({ redrivePermission: "denyAll" }),
      tags: { ...tags, Name: "stock-events-failures" },
    });
    expect(inputs(plan, "parked")).toStrictEqual({
      ...queue,
      name: "prod-stock-events-failures-parked",
      tags: { ...tags, Name: "stock-events-parked" },
    });
    expect(inputs(plan, "parked-redrive")).toStrictEqual({
      queueUrl: `${FAILURES_URL}-parked`,
      redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [FAILURES_ARN] }),
    });
    expect(inputs(plan, "failures-policy")).toStrictEqual({
      queueUrl: FAILURES_URL,
      policy: JSON.stringify(tlsOnlyPolicy(FAILURES_ARN, "sqs:*")),
    });
    expect(inputs(plan, "parked-policy")).toStrictEqual({
      queueUrl: `${FAILURES_URL}-parked`,
      policy: JSON.stringify(tlsOnlyPolicy(PARKED_ARN, "sqs:*")),
    });
  });

  it("creates the alarms of the defaults, each on what it watches", async () => {
    const plan = await planOf(minimal);
    const { alarms } = planStream(minimal);
    const dimensions = {
      stream: { StreamName: "prod-stock-events" },
      failures: { QueueName: "prod-stock-events-failures" },
      parked: { QueueName: "prod-stock-events-failures-parked" },
    };
    for (const role of STREAM_ALARMS) {
      const alarm = alarms[role];
      expect(inputs(plan, role)).toStrictEqual({
        alarmDescription: alarm.description,
        namespace: alarm.watches === "stream" ? "AWS/Kinesis" : "AWS/SQS",
        metricName: alarm.metricName,
        dimensions: dimensions[alarm.watches],
        statistic: alarm.statistic,
        period: 60,
        evaluationPeriods: alarm.evaluationPeriods,
        datapointsToAlarm: alarm.datapointsToAlarm,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold: alarm.threshold,
        treatMissingData: "notBreaching",
        alarmActions: [topic],
        okActions: [topic],
        tags: { ...tags, Name: `stock-events-${role}` },
      });
    }
  });

  it("keeps what holds data from deletion by default, and not where it is told otherwise", async () => {
    const kept = children(await planOf(minimal)).filter(({ options }) => options.protect === true);
    expect(kept.map(({ name }) => name).toSorted()).toStrictEqual(STATEFUL);
    for (const { options } of kept) {
      expect(options).toMatchObject({ retainOnDelete: true, deleteBeforeReplace: true });
    }
    const disposable = children(await planOf({ ...minimal, protect: false }));
    expect(disposable.filter(({ options }) => (options.protect ?? options.retainOnDelete) === true)).toStrictEqual([]);
  });

  it("creates what it is customised to, in the region it is given", async () => {
    const other = "arn:aws:sns:eu-west-1:111122223333:second";
    const plan = await planOf({
      ...minimal,
      alarmTopicArns: [topic, other],
      region: "eu-west-1",
      retention: "30 days",
      shardMetrics: ["OutgoingBytes", "IncomingBytes"],
      iteratorAgeAlarm: "1 hour",
      failureAgeAlarm: "6 hours",
      redriveAttempts: 2,
    });
    expect(inputs(plan, "stream")).toStrictEqual({
      name: "prod-stock-events",
      region: "eu-west-1",
      streamModeDetails: { streamMode: "ON_DEMAND" },
      retentionPeriod: 720,
      encryptionType: "KMS",
      kmsKeyId: keyArn,
      shardLevelMetrics: ["IncomingBytes", "OutgoingBytes"],
      tags: { ...tags, Name: "stock-events-stream" },
    });
    expect(inputs(plan, "failures")["redrivePolicy"]).toBe(
      JSON.stringify({ deadLetterTargetArn: PARKED_ARN.replace("eu-central-1", "eu-west-1"), maxReceiveCount: 2 }),
    );
    expect(inputs(plan, "iterator-age")).toMatchObject({ threshold: 3_600_000, alarmActions: [topic, other] });
    expect(inputs(plan, "failures-aging")).toMatchObject({ threshold: 21_600, okActions: [topic, other] });
    expect(new Set(children(plan).map((resource) => resource.inputs["region"]))).toStrictEqual(new Set(["eu-west-1"]));
  });

  it("creates a stream of as many shards as it is told", async () => {
    const plan = await planOf({ ...minimal, capacity: { shards: 4 } });
    expect(inputs(plan, "stream")).toStrictEqual({
      name: "prod-stock-events",
      streamModeDetails: { streamMode: "PROVISIONED" },
      shardCount: 4,
      retentionPeriod: 168,
      encryptionType: "KMS",
      kmsKeyId: keyArn,
      tags: { ...tags, Name: "stock-events-stream" },
    });
  });

  it("gives the same outputs to consumers and other stacks, whatever carries the records", async () => {
    expect((await planOf(minimal)).outputs).toStrictEqual({
      name: "prod-stock-events",
      arn: STREAM_ARN,
      kind: "kinesis",
      protocol: "kinesis",
      failureQueueArn: FAILURES_ARN,
      failureQueueUrl: FAILURES_URL,
    });
  });

  it("plans its children where outputs are unknown", async () => {
    expect(children(await planOf(minimal, "unknowns"))).toHaveLength(13);
  });
});

import { Handler, type HandlerArgs } from "../../../components/handler";
import { KeyValue } from "../../../components/key-value";
import { Queue } from "../../../components/queue";
import { KafkaCluster, Stream } from "../../../components/stream";
import { planProgram } from "../../../planner/engine";
import type { Plan, PlannedResource } from "../../../planner/plan";
import { keyArn, minimal, tags, topic } from "./fixture";

const REGION = "eu-central-1";
const MAPPING = "aws:lambda/eventSourceMapping:EventSourceMapping";
const QUEUE = "aws:sqs/queue:Queue";
const ALARM = "aws:cloudwatch/metricAlarm:MetricAlarm";
const shared = { keyArn, alarmTopicArns: [topic], runbooksUrl: "https://runbooks.example.com", tags };

/** A handler on each source that the kit has, wired as their READMEs say. */
function build(): void {
  const handle = (name: string, source: HandlerArgs["source"]): Handler =>
    new Handler(name, { ...minimal, handlerName: name, source });
  const stream = new Stream("stock", { ...shared, streamName: "stock" });
  const cluster = new KafkaCluster("events", {
    ...shared,
    kind: "serverless",
    consumers: {},
    clusterName: "events",
    vpcId: "vpc-1",
    subnetIds: { a: "subnet-a", b: "subnet-b" },
    clientSecurityGroupIds: { pods: "sg-pods" },
  });
  const table = new KeyValue("levels", {
    tableName: "levels",
    homeRegion: REGION,
    keyArns: { [REGION]: keyArn },
    attributes: { sku: "string" },
    hashKey: "sku",
    tags,
  });
  const queue = new Queue("orders", {
    ...shared,
    queueName: "orders",
    accountId: "111122223333",
    handlerTimeout: "30 seconds",
  });
  const { arn: streamArn, failureQueueArn } = stream;
  handle("of-stream", { kind: "kinesis", streamArn, failureQueueArn, keyArn });
  handle("of-table", { kind: "table-stream", streamArn: table.streamArn, keyArn });
  handle("of-kafka", {
    kind: "kafka",
    clusterArn: cluster.arn,
    clusterName: cluster.name,
    topic: "stock",
    consumerGroup: "of-kafka",
    failureQueueArn: cluster.failureQueueArn,
    keyArn,
  });
  handle("of-queue", {
    kind: "queue",
    queueArn: queue.arn,
    keyArn,
    queueKind: queue.kind,
    visibilityTimeoutSeconds: queue.visibilityTimeoutSeconds,
    deadLetterQueueArn: queue.deadLetterQueueArn,
  });
}

/** The queue of an ARN. */
function queueOf(plan: Plan, arn: unknown): PlannedResource {
  const found = plan.resources.find(({ type, outputs }) => type === QUEUE && outputs["arn"] === arn);
  if (found === undefined) {
    throw new Error(`no queue of the plan has the ARN ${String(arn)}`);
  }
  return found;
}

/** What a queue does with messages that fail there too: the queue it gives them to. */
function redriveTarget(plan: Plan, { inputs }: PlannedResource): PlannedResource {
  const policy: { deadLetterTargetArn: string } = JSON.parse(String(inputs["redrivePolicy"]));
  return queueOf(plan, policy.deadLetterTargetArn);
}

/** Names of the alarms on a queue that notify somebody, and name a runbook. */
function alarmsOn(plan: Plan, { outputs }: PlannedResource): readonly string[] {
  return plan.resources
    .filter(({ type, inputs }) => type === ALARM && JSON.stringify(inputs["dimensions"]) === nameOf(outputs))
    .filter(({ inputs }) => JSON.stringify(inputs["alarmActions"]) === JSON.stringify([topic]))
    .filter(({ inputs }) => /Runbook: https:\/\/\S+\/[a-z-]+\.md$/.test(String(inputs["alarmDescription"])))
    .map(({ name }) => name)
    .toSorted();
}

function nameOf(outputs: PlannedResource["outputs"]): string {
  return JSON.stringify({ QueueName: outputs["name"] });
}

describe("every consumer of a stream", () => {
  let plan: Plan;
  beforeAll(async () => {
    plan = await planProgram({ project: "test", stack: "s", config: { "aws:region": REGION }, program: build });
  });

  it.each([
    ["of-stream", "stock-failures", "stock-parked"],
    ["of-kafka", "events-failures", "events-parked"],
    ["of-table", "of-table-failures", "of-table-parked"],
  ])("has a failure destination, a redrive and alarms: %s", (handler, failures, parked) => {
    const mapping = plan.resources.find(({ type, name }) => type === MAPPING && name === `${handler}-source`);
    const destination = queueOf(plan, onFailureOf(mapping));
    expect(destination.name).toBe(failures);
    expect(alarmsOn(plan, destination)).toStrictEqual([`${failures}-aging`, `${failures}-waiting`]);
    expect(redriveTarget(plan, destination).name).toBe(parked);
    expect(alarmsOn(plan, redriveTarget(plan, destination))).toStrictEqual([`${failures}-parked`]);
  });

  it("has them in its queue, where it is one", () => {
    const mapping = plan.resources.find(({ name }) => name === "of-queue-source");
    const source = queueOf(plan, mapping?.inputs["eventSourceArn"]);
    expect(mapping?.inputs).not.toHaveProperty("destinationConfig");
    expect(alarmsOn(plan, source)).toStrictEqual(["of-queue-behind", "orders-aging", "orders-backlog"]);
    expect(alarmsOn(plan, redriveTarget(plan, source))).toStrictEqual(["orders-dead-letters-waiting"]);
  });

  it("is bounded in retries and age, splits batches, and reports what failed of them", () => {
    const mappings = plan.resources.filter(({ type }) => type === MAPPING);
    expect(mappings.map(({ name }) => name).toSorted()).toStrictEqual([
      "of-kafka-source",
      "of-queue-source",
      "of-stream-source",
      "of-table-source",
    ]);
    for (const { name, inputs } of mappings) {
      expect(inputs["functionResponseTypes"]).toStrictEqual(["ReportBatchItemFailures"]);
      expect([inputs["maximumRetryAttempts"], inputs["bisectBatchOnFunctionError"]]).toStrictEqual(
        name === "of-queue-source" ? [undefined, undefined] : [5, true],
      );
    }
  });
});

function onFailureOf(mapping: PlannedResource | undefined): unknown {
  const { onFailure }: { onFailure?: { destinationArn?: unknown } } = JSON.parse(
    JSON.stringify(mapping?.inputs["destinationConfig"] ?? {}),
  );
  return onFailure?.destinationArn;
}

import {
  FIFO_DEFAULTS,
  planQueue,
  Queue,
  QUEUE_ALARMS,
  QUEUE_DEFAULTS,
  type QueueArgs,
  type QueuePlanArgs,
} from "../../../components/queue";
import { queuePolicy } from "../../../components/queue/queue-policy";
import type { TagValues } from "../../../facts/tag-schema";
import { planProgram } from "../../../planner/engine";
import type { Plan, PlannedResource, PlanMode } from "../../../planner/plan";

const tags: TagValues = {
  environment: "prod",
  service: "adapter",
  owner: "inventory",
  "cost-center": "c100",
  channel: "marketplace",
  feature: "orders",
  "data-class": "personal",
  residency: "eu",
};
const keyArn = "arn:aws:kms:eu-central-1:111122223333:key/queue";
const topic = "arn:aws:sns:eu-central-1:111122223333:on-call";
const shape: QueuePlanArgs = {
  queueName: "prod-orders",
  accountId: "111122223333",
  handlerTimeout: "30 seconds",
  runbooksUrl: "https://runbooks.example.com",
};
const minimal: QueueArgs = { ...shape, keyArn, alarmTopicArns: [topic], tags };
const QUEUE_ARN = "arn:aws:sqs:eu-central-1:000000000000:prod-orders";
const DEAD_ARN = `${QUEUE_ARN}-dead-letters`;
const QUEUE_URL = "https://sqs.eu-central-1.amazonaws.com/000000000000/prod-orders";
const FIFO = {
  fifoQueue: true,
  contentBasedDeduplication: false,
  deduplicationScope: "messageGroup",
  fifoThroughputLimit: "perMessageGroupId",
};

function planOf(args: QueueArgs, mode: PlanMode = "as-applied"): Promise<Plan> {
  return planProgram({
    project: "test",
    stack: "prod-eu-central-1",
    config: { "aws:region": "eu-central-1" },
    mode,
    program: () => {
      const { name, arn, url, kind, visibilityTimeoutSeconds, deadLetterQueueArn, deadLetterQueueUrl } = new Queue(
        "orders",
        args,
      );
      return { name, arn, url, kind, visibilityTimeoutSeconds, deadLetterQueueArn, deadLetterQueueUrl };
    },
  });
}

function children(plan: Plan): PlannedResource[] {
  return plan.resources.filter(({ kind }) => kind === "custom");
}

function inputs(plan: Plan, role: string): PlannedResource["inputs"] {
  const found = children(plan).find(({ name }) => name === `orders-${role}`);
  if (found === undefined) {
    throw new Error(`orders-${role} is not in the plan`);
  }
  return found.inputs;
}

describe("planQueue", () => {
  it("plans a week of retention, five receives and six times the handler's timeout at defaults", () => {
    expect(QUEUE_DEFAULTS).toStrictEqual({
      retention: "7 days",
      maxReceives: 5,
      backlogAlarm: 1_000,
      ageAlarm: "15 minutes",
      protect: true,
    });
    const { alarms, ...plan } = planQueue(shape);
    expect(Object.keys(alarms)).toStrictEqual([...QUEUE_ALARMS]);
    expect(plan).toStrictEqual({
      queueName: "prod-orders",
      deadLetterQueueName: "prod-orders-dead-letters",
      accountId: "111122223333",
      visibilitySeconds: 180,
      retentionSeconds: 604_800,
      deadLetterRetentionSeconds: 1_209_600,
      longPollingSeconds: 20,
      maxReceives: 5,
    });
  });

  it("plans a FIFO queue that counts per message group at defaults", () => {
    expect(FIFO_DEFAULTS).toStrictEqual({ deduplication: "id", highThroughput: true });
    expect(planQueue({ ...shape, fifo: {} })).toMatchObject({
      queueName: "prod-orders.fifo",
      deadLetterQueueName: "prod-orders-dead-letters.fifo",
      fifo: FIFO,
    });
  });

  it("plans a FIFO queue that counts as a whole and compares contents where it is told to", () => {
    expect(planQueue({ ...shape, fifo: { deduplication: "content", highThroughput: false } }).fifo).toStrictEqual({
      fifoQueue: true,
      contentBasedDeduplication: true,
      deduplicationScope: "queue",
      fifoThroughputLimit: "perQueue",
    });
  });

  it("plans alarms that name their section of the runbook", () => {
    const { alarms } = planQueue({ ...shape, backlogAlarm: 50, ageAlarm: "1 hour" });
    const sustained = { watches: "queue", evaluationPeriods: 5, datapointsToAlarm: 3 };
    expect(alarms).toStrictEqual({
      backlog: {
        ...sustained,
        metricName: "ApproximateNumberOfMessagesVisible",
        threshold: 50,
        description: "prod-orders: 50 messages wait. Runbook: https://runbooks.example.com/queue-backlog.md",
      },
      aging: {
        ...sustained,
        metricName: "ApproximateAgeOfOldestMessage",
        threshold: 3_600,
        description: "prod-orders: a message has waited 1 hour. Runbook: https://runbooks.example.com/queue-aging.md",
      },
      "dead-letters-waiting": {
        watches: "dead-letters",
        evaluationPeriods: 1,
        datapointsToAlarm: 1,
        metricName: "ApproximateNumberOfMessagesVisible",
        threshold: 1,
        description:
          "prod-orders: handlers gave up on messages, which wait to be redriven. Runbook: https://runbooks.example.com/queue-dead-letters.md",
      },
    });
  });
});

describe("queuePolicy", () => {
  it("lets the rules of EventBridge that are named send, and no other service", () => {
    const [, , allowed] = queuePolicy(QUEUE_ARN, "111122223333", ["arn:rule"]).Statement;
    expect(allowed).toStrictEqual({
      Sid: "AllowEventRules",
      Effect: "Allow",
      Principal: { Service: "events.amazonaws.com" },
      Action: "sqs:SendMessage",
      Resource: QUEUE_ARN,
      Condition: { ArnEquals: { "aws:SourceArn": ["arn:rule"] } },
    });
  });

  it("denies calls without TLS and calls from other accounts", () => {
    const denied = { Effect: "Deny", Principal: { AWS: "*" }, Action: "sqs:*", Resource: QUEUE_ARN };
    expect(queuePolicy(QUEUE_ARN, "111122223333")).toStrictEqual({
      Version: "2012-10-17",
      Statement: [
        { Sid: "DenyWithoutTls", ...denied, Condition: { Bool: { "aws:SecureTransport": "false" } } },
        {
          Sid: "DenyOtherAccounts",
          ...denied,
          Condition: {
            StringNotEquals: { "aws:PrincipalAccount": "111122223333" },
            Bool: { "aws:PrincipalIsAWSService": "false" },
          },
        },
      ],
    });
  });
});

describe("Queue", () => {
  it("creates these children at defaults, all its own", async () => {
    const identities = children(await planOf(minimal)).map(
      ({ type, name, parent }) => `${type} ${name} ${parent?.split("::").at(-1)}`,
    );
    expect(identities.toSorted()).toStrictEqual([
      "aws:cloudwatch/metricAlarm:MetricAlarm orders-aging orders",
      "aws:cloudwatch/metricAlarm:MetricAlarm orders-backlog orders",
      "aws:cloudwatch/metricAlarm:MetricAlarm orders-dead-letters-waiting orders",
      "aws:sqs/queue:Queue orders-dead-letters orders",
      "aws:sqs/queue:Queue orders-queue orders",
      "aws:sqs/queuePolicy:QueuePolicy orders-dead-letters-policy orders",
      "aws:sqs/queuePolicy:QueuePolicy orders-queue-policy orders",
      "aws:sqs/redriveAllowPolicy:RedriveAllowPolicy orders-dead-letters-redrive orders",
    ]);
  });

  it("creates a standard queue and its dead letters at defaults", async () => {
    const plan = await planOf(minimal);
    const common = { kmsMasterKeyId: keyArn, visibilityTimeoutSeconds: 180, receiveWaitTimeSeconds: 20 };
    expect(inputs(plan, "queue")).toStrictEqual({
      ...common,
      name: "prod-orders",
      messageRetentionSeconds: 604_800,
      redriveAllowPolicy: JSON.stringify({ redrivePermission: "denyAll" }),
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: DEAD_ARN, maxReceiveCount: 5 }),
      tags: { ...tags, Name: "orders-queue" },
    });
    expect(inputs(plan, "dead-letters")).toStrictEqual({
      ...common,
      name: "prod-orders-dead-letters",
      messageRetentionSeconds: 1_209_600,
      tags: { ...tags, Name: "orders-dead-letters" },
    });
  });

  it("lets the dead-letter queue serve this queue alone, and closes both", async () => {
    const plan = await planOf(minimal);
    expect(inputs(plan, "dead-letters-redrive")).toStrictEqual({
      queueUrl: `${QUEUE_URL}-dead-letters`,
      redriveAllowPolicy: JSON.stringify({ redrivePermission: "byQueue", sourceQueueArns: [QUEUE_ARN] }),
    });
    expect(inputs(plan, "queue-policy")).toStrictEqual({
      queueUrl: QUEUE_URL,
      policy: JSON.stringify(queuePolicy(QUEUE_ARN, "111122223333")),
    });
    expect(inputs(plan, "dead-letters-policy")).toStrictEqual({
      queueUrl: `${QUEUE_URL}-dead-letters`,
      policy: JSON.stringify(queuePolicy(DEAD_ARN, "111122223333")),
    });
  });

  it("creates the alarms of the defaults, each on what it watches", async () => {
    const plan = await planOf(minimal);
    const { alarms } = planQueue(minimal);
    const names = { queue: "prod-orders", "dead-letters": "prod-orders-dead-letters" };
    for (const role of QUEUE_ALARMS) {
      expect(inputs(plan, role)).toStrictEqual({
        alarmDescription: alarms[role].description,
        namespace: "AWS/SQS",
        metricName: alarms[role].metricName,
        dimensions: { QueueName: names[alarms[role].watches] },
        statistic: "Maximum",
        period: 60,
        evaluationPeriods: alarms[role].evaluationPeriods,
        datapointsToAlarm: alarms[role].datapointsToAlarm,
        comparisonOperator: "GreaterThanOrEqualToThreshold",
        threshold: alarms[role].threshold,
        treatMissingData: "notBreaching",
        alarmActions: [topic],
        okActions: [topic],
        tags: { ...tags, Name: `orders-${role}` },
      });
    }
  });

  it("keeps both queues from deletion by default, and not where it is told otherwise", async () => {
    const kept = children(await planOf(minimal)).filter(({ options }) => options.protect === true);
    expect(kept.map(({ name }) => name).toSorted()).toStrictEqual(["orders-dead-letters", "orders-queue"]);
    for (const { options } of kept) {
      expect(options).toMatchObject({ retainOnDelete: true, deleteBeforeReplace: true });
    }
    const disposable = children(await planOf({ ...minimal, protect: false }));
    expect(disposable.filter(({ options }) => (options.protect ?? options.retainOnDelete) === true)).toStrictEqual([]);
  });

  it("creates a FIFO queue with FIFO dead letters, customised, in the region it is given", async () => {
    const second = "arn:aws:sns:eu-west-1:111122223333:second";
    const plan = await planOf({
      ...minimal,
      fifo: {},
      region: "eu-west-1",
      visibilityTimeout: "10 minutes",
      retention: "1 day",
      maxReceives: 3,
      alarmTopicArns: [topic, second],
    });
    const arn = "arn:aws:sqs:eu-west-1:000000000000:prod-orders-dead-letters.fifo";
    expect(inputs(plan, "queue")).toMatchObject({
      ...FIFO,
      name: "prod-orders.fifo",
      region: "eu-west-1",
      visibilityTimeoutSeconds: 600,
      messageRetentionSeconds: 86_400,
      redrivePolicy: JSON.stringify({ deadLetterTargetArn: arn, maxReceiveCount: 3 }),
    });
    expect(inputs(plan, "dead-letters")).toMatchObject({ ...FIFO, name: "prod-orders-dead-letters.fifo" });
    expect(inputs(plan, "backlog")).toMatchObject({ alarmActions: [topic, second] });
    expect(new Set(children(plan).map((resource) => resource.inputs["region"]))).toStrictEqual(new Set(["eu-west-1"]));
    expect(plan.outputs).toMatchObject({ name: "prod-orders.fifo", kind: "fifo", visibilityTimeoutSeconds: 600 });
  });

  it("gives senders, handlers and whoever redrives what they need", async () => {
    expect((await planOf(minimal)).outputs).toStrictEqual({
      name: "prod-orders",
      arn: QUEUE_ARN,
      url: QUEUE_URL,
      kind: "standard",
      visibilityTimeoutSeconds: 180,
      deadLetterQueueArn: DEAD_ARN,
      deadLetterQueueUrl: `${QUEUE_URL}-dead-letters`,
    });
  });

  it("plans its children where outputs are unknown", async () => {
    expect(children(await planOf(minimal, "unknowns"))).toHaveLength(8);
  });
});

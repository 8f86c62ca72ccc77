import {
  planQueuedBatchJob,
  QUEUED_BATCH_JOB_DEFAULTS,
  QueuedBatchJob,
  queuedBatchJobRefusals,
  type QueuedBatchJobArgs,
} from "../../../components/batch";
import { planProgram } from "../../../planner/engine";
import type { Plan, PlannedResource } from "../../../planner/plan";
import { CHECKPOINT, KEY_ARN, REPOSITORY, RIGHT, RIGHT_STATEMENT, TAGS, TOPIC_ARN } from "./fixture";

const QUEUE_ARN = "arn:aws:batch:eu-central-1:111122223333:job-queue/prod-batch-arm64";
const SECRET = {
  secretArn: "arn:aws:secretsmanager:eu-central-1:111122223333:secret:database-AbCdEf:password::",
  keyArn: KEY_ARN,
};
const REQUIRED = {
  region: "eu-central-1",
  accountId: "111122223333",
  jobName: "prod-reconciliation",
  queue: { queueArn: QUEUE_ARN, logGroupName: "/aws/batch/prod-batch" },
  image: { repository: REPOSITORY, tag: "1.4.2" },
  checkpoint: CHECKPOINT,
  keyArn: KEY_ARN,
  alarmTopicArns: [TOPIC_ARN],
  runbooksUrl: "https://runbooks.example.com",
  tags: TAGS,
} as const satisfies QueuedBatchJobArgs;

type Change = Omit<Partial<QueuedBatchJobArgs>, "checkpoint"> & {
  readonly checkpoint?: QueuedBatchJobArgs["checkpoint"] | undefined;
};

/** What is wrong, the change to the valid arguments, and the whole message: one row per row of the table, in its order. */
const rows: readonly (readonly [string, Change, string])[] = [
  [
    "a region that does not exist",
    { region: "eu-middle-1", timeZone: "Europe/Berlin" },
    'region is "eu-middle-1", expected an AWS region listed in facts/regions.ts; correct the region\'s code',
  ],
  [
    "a name that a schedule cannot have",
    { jobName: "-night" },
    'jobName is "-night", expected 1 to 64 letters, digits, dashes or underscores, the first a letter or a digit; shorten or correct it',
  ],
  [
    "an account that is none",
    { accountId: "42" },
    'accountId is "42", expected 12 digits; give the account of the job',
  ],
  [
    "a tag that moves",
    { image: { repository: REPOSITORY, tag: "latest" } },
    'image.tag is "latest", expected a tag that does not move, so none of latest, main, master, edge, stable; give the tag of one build, or a digest',
  ],
  [
    "a digest that is none",
    { image: { repository: REPOSITORY, digest: "sha256:abc" } },
    'image.digest is "sha256:abc", expected sha256: and 64 hexadecimal digits; give the digest that the registry reports',
  ],
  [
    "a repository with a tag of its own",
    { image: { repository: "registry.example.com:5000/reconciliation:1.0.0", tag: "1.4.2" } },
    'image.repository is "registry.example.com:5000/reconciliation:1.0.0", expected a repository without tag or digest; give the tag or digest on its own',
  ],
  ["root", { userId: 0 }, "userId is 0, expected a user other than root (0); build the image for an unprivileged user"],
  [
    "half a processor",
    { vcpus: 0.5 },
    "vcpus is 0.5, expected a whole number of at least 1; on instances AWS Batch gives whole processors: round it up",
  ],
  [
    "a variable that every shard is given",
    { env: { CHECKPOINT_URI: "elsewhere" } },
    'env, secrets is ["CHECKPOINT_URI"], expected names that occur once, and other than JOB_COMPLETIONS, CHECKPOINT_URI; rename them: every shard is given these',
  ],
  [
    "a schedule that cannot be read",
    { schedule: "@daily" },
    'schedule is "@daily", expected five fields as Kubernetes reads them: minute, hour, day of the month, month, day of the week (0 to 6); write it out: "0 4 * * *" is every night at four',
  ],
  [
    "a day that never comes",
    { schedule: "0 4 31 2 *" },
    'schedule is "0 4 31 2 *", expected a schedule that comes to pass; choose a day that its months have',
  ],
  [
    "a time zone that is none",
    { timeZone: "Berlin" },
    'timeZone is "Berlin", expected a time zone of the IANA database, such as Europe/Berlin; give the zone of the night that the job runs in, with its capital letters',
  ],
  [
    "a time that clocks leave out",
    { schedule: "30 2 * * *" },
    'schedule is "30 2 * * *", expected times that every day has once: not 02:30 in Europe/Berlin; move it: where clocks go forward a run may be left out, where they go back it may start twice',
  ],
  [
    "runs that reach the next",
    { deadline: "23 hours" },
    "startWithin, deadline is 86400, expected at most the shortest time between two runs together (82800 seconds); shorten them, or run less often: two runs must not meet",
  ],
  [
    "a run on either a date or a weekday",
    { schedule: "0 4 1 * 1" },
    'schedule is "0 4 1 * 1", expected days of the month or days of the week, and a star for the other; EventBridge Scheduler knows no run on either: choose one',
  ],
  [
    "a start within seconds",
    { startWithin: "30 seconds" },
    'startWithin is "30 seconds", expected 60 to 86400 seconds; choose how long the schedule may try to submit a run',
  ],
  [
    "a deadline of seconds",
    { deadline: "30 seconds" },
    'deadline is "30 seconds", expected at least 60 seconds; raise it: AWS Batch ends no attempt earlier',
  ],
  [
    "more shards than an array has",
    { completions: 10_001 },
    "completions is 10001, expected a whole number from 1 to 10000; give each shard more to do",
  ],
  [
    "success as a final failure",
    { finalExitCodes: [0] },
    "finalExitCodes is [0], expected at most 3 whole numbers from 1 to 127, each once; 0 is success, and from 128 on a code tells of a signal, so of a lost host",
  ],
  [
    "spot without a checkpoint",
    { checkpoint: undefined },
    'checkpoint is missing, expected a place to save to, as the job runs on spot; give bucket, prefix and key, or set capacity to "on-demand" and send it to a queue without spot',
  ],
  [
    "a prefix that is no path",
    { checkpoint: { ...CHECKPOINT, prefix: "/night/" } },
    'checkpoint.prefix is "/night/", expected letters, digits, dots, dashes and underscores, in parts separated by single slashes; give the job a prefix of its own: checkpoints/reconciliation',
  ],
  [
    "a retention that CloudWatch Logs does not offer",
    { logRetention: "42 days" },
    'logRetention is "42 days", expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days; choose the next longer one',
  ],
  [
    "a right under a name that policies do not take",
    { rights: { "write-counts": RIGHT } },
    'rights is ["write-counts"], expected names of letters and digits, none that the component uses itself; name what the right is for: WriteReadModel',
  ],
  [
    "a right to everything that a service does",
    { rights: { WriteCounts: { ...RIGHT, actions: ["kinesis:*"] } } },
    'rights.*.actions is ["kinesis:*"], expected one action and more, each named in full: dynamodb:PutItem; name the actions that the code calls',
  ],
  [
    "a right on everything there is",
    { rights: { WriteCounts: { ...RIGHT, resources: ["*"] } } },
    'rights.*.resources is ["WriteCounts"], expected ARNs, and never "*" alone; name what the actions are allowed on',
  ],
  [
    "runbooks without an address",
    { runbooksUrl: "docs/runbooks" },
    'runbooksUrl is "docs/runbooks", expected an https address without a slash at its end, a query or a fragment; give the address of the folder of runbooks; each alarm adds the file of its own',
  ],
  [
    "alarms that nobody hears",
    { alarmTopicArns: [] },
    "alarmTopicArns is 0, expected 1 to 5 topics; name whom the alarms reach",
  ],
];

function planOf(args: QueuedBatchJobArgs): Promise<Plan> {
  return planProgram({
    project: "test",
    stack: "dev",
    mode: "as-applied",
    config: { "aws:region": "eu-central-1" },
    program: () => {
      const job = new QueuedBatchJob("reconciliation", args);
      return { definitionArn: job.definitionArn, alarmArns: job.alarmArns };
    },
  });
}

function child(plan: Plan, role: string): PlannedResource {
  const found = plan.resources.find(({ name }) => name === `reconciliation-${role}`);
  if (found === undefined) {
    throw new Error(`reconciliation-${role} is not in the plan`);
  }
  return found;
}

function json(plan: Plan, role: string, input: string): unknown {
  const value = child(plan, role).inputs[input];
  return typeof value === "string" ? JSON.parse(value) : value;
}

describe("QueuedBatchJob", () => {
  let plan: Plan;

  beforeAll(async () => {
    plan = await planOf(REQUIRED);
  });

  it("creates these resources, and no others", () => {
    expect(plan.resources.filter(({ kind }) => kind === "custom").map(({ type, name }) => `${type} ${name}`)).toEqual([
      "aws:batch/jobDefinition:JobDefinition reconciliation-definition",
      "aws:cloudwatch/eventRule:EventRule reconciliation-run-ended",
      "aws:cloudwatch/eventTarget:EventTarget reconciliation-run-ended-target",
      "aws:cloudwatch/logGroup:LogGroup reconciliation-ends",
      "aws:cloudwatch/logMetricFilter:LogMetricFilter reconciliation-failed-runs",
      "aws:cloudwatch/logMetricFilter:LogMetricFilter reconciliation-missed-runs",
      "aws:cloudwatch/logResourcePolicy:LogResourcePolicy reconciliation-ends-policy",
      "aws:cloudwatch/metricAlarm:MetricAlarm reconciliation-failed",
      "aws:cloudwatch/metricAlarm:MetricAlarm reconciliation-missed",
      "aws:cloudwatch/metricAlarm:MetricAlarm reconciliation-undelivered-runs",
      "aws:iam/role:Role reconciliation-role",
      "aws:iam/role:Role reconciliation-schedule-role",
      "aws:iam/rolePolicy:RolePolicy reconciliation-role-checkpoints",
      "aws:iam/rolePolicy:RolePolicy reconciliation-schedule-role-submit",
      "aws:scheduler/schedule:Schedule reconciliation-schedule",
      "aws:sqs/queue:Queue reconciliation-undelivered",
      "aws:sqs/queuePolicy:QueuePolicy reconciliation-undelivered-policy",
    ]);
  });

  it("runs a container without root, privileges or a file system to write to", () => {
    expect(json(plan, "definition", "containerProperties")).toEqual({
      image: `${REPOSITORY}:1.4.2`,
      resourceRequirements: [
        { type: "VCPU", value: "1" },
        { type: "MEMORY", value: "2048" },
      ],
      user: "65532",
      privileged: false,
      readonlyRootFilesystem: true,
      linuxParameters: { initProcessEnabled: true },
      jobRoleArn: expect.stringContaining(":role/reconciliation-role"),
      environment: [{ name: "JOB_COMPLETIONS", value: "1" }],
      logConfiguration: {
        logDriver: "awslogs",
        options: {
          "awslogs-group": "/aws/batch/prod-batch",
          "awslogs-region": "eu-central-1",
          "awslogs-stream-prefix": "prod-reconciliation",
        },
      },
    });
  });

  it("may do what it is given the right to, and its schedule waits for it", async () => {
    const given = await planOf({ ...REQUIRED, rights: { WriteCounts: RIGHT } });

    expect(json(given, "role-rights", "policy")).toStrictEqual(RIGHT_STATEMENT);
    expect(child(given, "schedule").dependencies).toContain(child(given, "role-rights").urn);
  });

  it("tries a shard again where its host was lost or it failed, unless its exit code says that it never can succeed", () => {
    expect(child(plan, "definition").inputs).toMatchObject({
      retryStrategy: {
        attempts: 10,
        evaluateOnExits: [
          { action: "retry", onStatusReason: "Host EC2*" },
          { action: "exit", onExitCode: "65" },
          { action: "exit", onExitCode: "78" },
          { action: "retry", onReason: "*" },
        ],
      },
      timeout: { attemptDurationSeconds: 14_400 },
      platformCapabilities: ["EC2"],
      propagateTags: true,
    });
  });

  it("submits a run by the clock of its night, whose checkpoints are named after it", () => {
    expect(child(plan, "schedule").inputs).toMatchObject({
      name: "prod-reconciliation",
      scheduleExpression: "cron(0 4 * * ? *)",
      scheduleExpressionTimezone: "Europe/Berlin",
      flexibleTimeWindow: { mode: "OFF" },
      state: "ENABLED",
      target: {
        arn: "arn:aws:scheduler:::aws-sdk:batch:submitJob",
        deadLetterConfig: { arn: expect.stringContaining(":reconciliation-undelivered") },
        retryPolicy: { maximumEventAgeInSeconds: 3_600, maximumRetryAttempts: 185 },
        input: JSON.stringify({
          JobName: "prod-reconciliation",
          JobQueue: QUEUE_ARN,
          JobDefinition: "arn:aws:batch:eu-central-1:000000000000:job-definition/prod-reconciliation:1",
          ContainerOverrides: {
            Environment: [
              {
                Name: "CHECKPOINT_URI",
                Value: "s3://shop-test-checkpoints/reconciliation/<aws.scheduler.scheduled-time>",
              },
            ],
          },
        }),
      },
    });
  });

  it("lets the schedule submit this job in any revision, and nothing else", () => {
    expect(json(plan, "schedule-role-submit", "policy")).toMatchObject({
      Statement: [
        {
          Action: "batch:SubmitJob",
          Resource: ["arn:aws:batch:eu-central-1:000000000000:job-definition/prod-reconciliation:*", QUEUE_ARN],
        },
        { Action: "sqs:SendMessage", Resource: expect.stringContaining(":reconciliation-undelivered") },
        { Action: ["kms:Decrypt", "kms:GenerateDataKey"], Resource: KEY_ARN },
      ],
    });
    expect(json(plan, "schedule-role", "assumeRolePolicy")).toMatchObject({
      Statement: [
        {
          Principal: { Service: "scheduler.amazonaws.com" },
          Condition: { StringEquals: { "aws:SourceAccount": "111122223333" } },
        },
      ],
    });
  });

  it("records how runs of this job ended, and not how their shards did", () => {
    expect(json(plan, "run-ended", "eventPattern")).toEqual({
      source: ["aws.batch"],
      "detail-type": ["Batch Job State Change"],
      detail: {
        jobQueue: [QUEUE_ARN],
        jobDefinition: [{ prefix: "arn:aws:batch:eu-central-1:000000000000:job-definition/prod-reconciliation:" }],
        status: ["SUCCEEDED", "FAILED"],
        arrayProperties: { index: [{ exists: false }] },
      },
    });
    expect(child(plan, "ends").inputs).toMatchObject({
      name: "/aws/events/prod-reconciliation",
      retentionInDays: 365,
      kmsKeyId: KEY_ARN,
    });
  });

  it("rings for a run that failed, for a success that is overdue, and for a run that was not submitted", () => {
    expect(child(plan, "failed-runs").inputs).toMatchObject({
      pattern: '{ $.detail.status = "FAILED" }',
      metricTransformation: { namespace: "InventoryPlatform/Batch", name: "prod-reconciliation/failed", value: "1" },
    });
    expect(child(plan, "failed").inputs).toMatchObject({
      metricName: "prod-reconciliation/failed",
      alarmDescription: "prod-reconciliation: a run failed. Runbook: https://runbooks.example.com/batch-run-failed.md",
    });
    expect(child(plan, "missed-runs").inputs).toMatchObject({ pattern: '{ $.detail.status = "SUCCEEDED" }' });
    expect(child(plan, "missed").inputs).toMatchObject({
      period: 3_600,
      evaluationPeriods: 30,
      treatMissingData: "breaching",
      actionsEnabled: true,
      alarmActions: [TOPIC_ARN],
    });
    expect(child(plan, "undelivered-runs").inputs).toMatchObject({
      metricName: "ApproximateNumberOfMessagesVisible",
      threshold: 1,
      alarmActions: [TOPIC_ARN],
    });
  });

  it("is an array of shards, given secrets by a role that the job itself does not have", async () => {
    const sharded = await planOf({ ...REQUIRED, completions: 16, secrets: { DATABASE_PASSWORD: SECRET } });
    const target = child(sharded, "schedule").inputs["target"];
    expect(JSON.stringify(target)).toContain('\\"ArrayProperties\\":{\\"Size\\":16}');
    expect(json(sharded, "definition", "containerProperties")).toMatchObject({
      executionRoleArn: expect.stringContaining(":role/reconciliation-execution"),
      environment: [{ name: "JOB_COMPLETIONS", value: "16" }],
      secrets: [{ name: "DATABASE_PASSWORD", valueFrom: SECRET.secretArn }],
    });
    expect(json(sharded, "execution-secrets", "policy")).toMatchObject({
      Statement: [
        { Action: "secretsmanager:GetSecretValue", Resource: [SECRET.secretArn.replace(":password::", "")] },
        { Action: "kms:Decrypt", Resource: [KEY_ARN] },
      ],
    });
  });

  it("leaves runs out while it stands by, and rings for none that is missing", async () => {
    const standby = await planOf({ ...REQUIRED, suspend: true });
    expect(child(standby, "schedule").inputs["state"]).toBe("DISABLED");
    expect(child(standby, "missed").inputs["actionsEnabled"]).toBe(false);
  });

  it("plans its defaults", () => {
    expect(planQueuedBatchJob(REQUIRED)).toEqual(planQueuedBatchJob({ ...REQUIRED, ...QUEUED_BATCH_JOB_DEFAULTS }));
  });
});

describe("queuedBatchJobRefusals", () => {
  it("has a case for each row", () => {
    expect(rows).toHaveLength(queuedBatchJobRefusals.length);
  });

  it.each(rows)("refuses %s", async (_, change, message) => {
    const args = { ...REQUIRED, ...change } as QueuedBatchJobArgs;
    await expect(planOf(args)).rejects.toThrow(`queued batch job "reconciliation": ${message}`);
  });
});

import Ajv from "ajv";
import {
  openObjects,
  personalFields,
  planRestockForecast,
  RESTOCK_FORECAST_DEFAULTS,
  RESTOCK_PROPOSED_SCHEMA,
  RestockForecast,
  restockForecastRefusals,
  unclassifiedFields,
  type RestockForecastArgs,
} from "../../../components/feed";
import { batchJobRefusals, queuedBatchJobRefusals } from "../../../components/batch";
import { planProgram } from "../../../planner/engine";
import type { Plan } from "../../../planner/plan";
import { ACCOUNT, ALARM_TOPIC, BUCKET, child, json, keyArn, tags } from "./fixture";

const BUSES_KEY = "arn:aws:kms:eu-central-1:111122223333:key/proposals";
const REPOSITORY = "111122223333.dkr.ecr.eu-central-1.amazonaws.com/forecast";
const QUEUE_ARN = "arn:aws:batch:eu-central-1:111122223333:job-queue/prod-batch-arm64";
const BUCKET_ARN = `arn:aws:s3:::${BUCKET}`;
const BUS_ARN = "arn:aws:events:eu-central-1:000000000000:event-bus/prod-restock-proposals";

const queued = {
  forecastName: "prod-restock",
  accountId: ACCOUNT,
  region: "eu-central-1",
  run: {
    on: "queue",
    queue: { queueArn: QUEUE_ARN, logGroupName: "/aws/batch/prod-batch" },
    image: { repository: REPOSITORY, tag: "1.4.2" },
  },
  feed: {
    contract: { id: "stock-changes@1" },
    bucketName: BUCKET,
    bucketArn: BUCKET_ARN,
    dataPrefix: "feeds/stock-changes/v1/",
    databaseName: "prod_eu",
    tableName: "stock_changes_v1",
  },
  feedKeyArn: keyArn,
  keyArn: BUSES_KEY,
  alarmTopicArns: [ALARM_TOPIC],
  runbooksUrl: "https://runbooks.example.com",
  tags,
} as const satisfies RestockForecastArgs;
const clustered: RestockForecastArgs = {
  ...queued,
  run: {
    on: "cluster",
    cluster: { clusterName: "prod", name: "prod" },
    image: { repository: REPOSITORY, tag: "1.4.2" },
    allowTo: { aws: { peer: { kind: "cidr", cidr: "10.0.0.0/16" }, ports: [443] } },
  },
};

const proposal = {
  specversion: "1.0",
  id: "2026-11-27/north/sku-1/berlin",
  source: "/inventory/restock",
  type: "inventory.restock.proposed.v1",
  subject: "north/sku-1/berlin",
  time: "2026-11-27T03:10:00Z",
  datacontenttype: "application/json",
  data: {
    ...{ tenant: "north", sku: "sku-1", location: "berlin", reorderPoint: 40, quantity: 120, available: 31 },
    ...{ leadTimeDays: 6, reviewDays: 7, demand: { p50: 61, p90: 84.5, p98: 101 } },
    ...{ feed: "stock-changes@1", from: "2026-08-29", until: "2026-11-26", model: "quantile@3" },
  },
};

function planOf(args: RestockForecastArgs): Promise<Plan> {
  return planProgram({
    project: "test",
    stack: "prod-eu-central-1",
    config: { "aws:region": "eu-central-1" },
    mode: "as-applied",
    program: () => {
      const { busName, busArn, archiveArn, queueUrl, undeliveredQueueArn } = new RestockForecast("restock", args);
      return { busName, busArn, archiveArn, queueUrl, undeliveredQueueArn };
    },
  });
}

function refusalOf(args: RestockForecastArgs): string {
  try {
    new RestockForecast("restock", args);
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  return "no refusal";
}

describe("the schema of a proposal", () => {
  const validate = new Ajv({ strict: false, validateFormats: false }).compile(RESTOCK_PROPOSED_SCHEMA);

  it("takes a proposal with all that it was reckoned from", () => {
    expect([validate(proposal), validate.errors]).toStrictEqual([true, null]);
  });

  it.each([
    ["an order", { ...proposal, type: "inventory.order.placed.v1" }],
    ["a proposal by somebody else", { ...proposal, source: "inventory.allocation" }],
    ["a field that it does not have", { ...proposal, data: { ...proposal.data, supplierMail: "a@example.com" } }],
    ["less than nothing", { ...proposal, data: { ...proposal.data, quantity: -1 } }],
    ["half a piece", { ...proposal, data: { ...proposal.data, quantity: 0.5 } }],
    ["no lead time", { ...proposal, data: { ...proposal.data, leadTimeDays: undefined } }],
  ])("refuses %s", (_, event) => {
    expect(validate(JSON.parse(JSON.stringify(event)))).toBe(false);
  });

  it("keeps to what a feed's contract has to: closed, with a class in every field, nothing personal", () => {
    const checks = [openObjects, unclassifiedFields, personalFields];
    expect(checks.map((check) => check(RESTOCK_PROPOSED_SCHEMA))).toStrictEqual([[], [], []]);
  });
});

/** What is wrong, the change to the valid arguments, and the whole message: one row per row of the forecast's own table. */
const rows: readonly (readonly [string, Partial<RestockForecastArgs>, string])[] = [
  [
    "a name with an underscore",
    { forecastName: "prod-restock_de" },
    'forecastName is "prod-restock_de", expected 1 to 50 letters, digits or dashes, the first a letter or a digit; shorten or correct it',
  ],
  [
    "a variable that the job is given",
    { run: { ...queued.run, env: { FEED_URI: "s3://elsewhere" } } },
    'run.env is ["FEED_URI"], expected names other than FEED_CONTRACT, FEED_DATABASE, FEED_TABLE, FEED_URI, PROPOSALS_BUS, PROPOSALS_DETAIL_TYPE, PROPOSALS_SOURCE; rename them: the job is given these',
  ],
  [
    "an archive for half a day",
    { archiveRetention: "12 hours" },
    'archiveRetention is "12 hours", expected whole days, one or more; choose for how long proposals can be replayed',
  ],
  [
    "a decision after the proposal is gone",
    { decisionWithin: "13 days" },
    'decisionWithin is "13 days", expected 1 minute or more, and less than 13 days, which a proposal waits at most; choose how long a proposal may wait for whoever decides',
  ],
];

describe("RestockForecast", () => {
  let plan: Plan;
  let inCluster: Plan;

  beforeAll(async () => {
    plan = await planOf(queued);
    inCluster = await planOf(clustered);
  });

  it("accepts the arguments that the refusals below start from", () => {
    expect([queued, clustered].map((args) => restockForecastRefusals.filter(({ when }) => when(args)))).toStrictEqual([
      [],
      [],
    ]);
  });

  it.each(rows)("refuses %s", (_, change, message) => {
    expect(refusalOf({ ...queued, ...change })).toBe(`restock forecast "restock": ${message}`);
  });

  it("has a case for every refusal of its own, and takes over those of its job", () => {
    const jobs = queuedBatchJobRefusals.length + batchJobRefusals.length;
    const own = restockForecastRefusals.slice(0, -jobs);
    const fired = rows.map(([, change]) => own.findIndex(({ when }) => when({ ...queued, ...change })));

    expect(fired).toStrictEqual([...own.keys()]);
    expect(restockForecastRefusals).toHaveLength(rows.length + jobs);
  });

  it.each([
    ["on a queue", queued],
    ["in a cluster", clustered],
  ])("refuses %s what its job refuses, before anything is made", (_, args) => {
    expect(refusalOf({ ...args, run: { ...args.run, schedule: "@daily" } })).toBe(
      'restock forecast "restock": schedule is "@daily", expected five fields as Kubernetes reads them: minute, hour, day of the month, month, day of the week (0 to 6); write it out: "0 4 * * *" is every night at four',
    );
  });

  it("keeps proposals for 90 days and wants a decision within two at defaults", () => {
    expect(RESTOCK_FORECAST_DEFAULTS).toStrictEqual({
      archiveRetention: "90 days",
      decisionWithin: "2 days",
      protect: true,
    });
    expect(planRestockForecast(queued)).toStrictEqual({
      busName: "prod-restock-proposals",
      archiveName: "prod-restock-proposals",
      archiveDays: 90,
      queueName: "prod-restock-proposals",
      decisionWithin: "2 days",
      eventPattern: '{"source":["/inventory/restock"],"detail-type":["RestockProposed"]}',
      variables: {
        FEED_CONTRACT: "stock-changes@1",
        FEED_DATABASE: "prod_eu",
        PROPOSALS_DETAIL_TYPE: "RestockProposed",
        PROPOSALS_SOURCE: "/inventory/restock",
      },
      undeliveredDescription:
        "prod-restock: proposals have not reached their queue. Runbook: https://runbooks.example.com/restock-proposals-undelivered.md",
    });
  });

  it("fits the name of the archive into the limit of EventBridge", () => {
    const { archiveName } = planRestockForecast({ ...queued, forecastName: "a".repeat(50) });
    expect(archiveName).toHaveLength(48);
  });

  it("creates these children, all its own but those of job, queue and registry", () => {
    const own = (planned: Plan) =>
      planned.resources
        .filter(({ parent }) => parent?.split("::").at(-1) === "restock")
        .map(({ type, name }) => `${type} ${name}`)
        .toSorted();
    const shared = [
      "aws:cloudwatch/eventArchive:EventArchive restock-archive",
      "aws:cloudwatch/eventBus:EventBus restock-bus",
      "aws:cloudwatch/eventRule:EventRule restock-proposed",
      "aws:cloudwatch/eventTarget:EventTarget restock-proposed-target",
      "aws:cloudwatch/metricAlarm:MetricAlarm restock-undelivered-proposals",
      "aws:iam/rolePolicy:RolePolicy restock-proposes",
      "aws:iam/rolePolicy:RolePolicy restock-reads-feed",
      "aws:sqs/queue:Queue restock-undelivered",
      "aws:sqs/queuePolicy:QueuePolicy restock-undelivered-policy",
    ];
    const others = ["inventory:queue:Queue restock-proposals", "inventory:stream:SchemaRegistry restock-schemas"];

    expect(own(plan)).toStrictEqual([...shared, "inventory:batch:QueuedBatchJob restock-job", ...others]);
    expect(own(inCluster)).toStrictEqual([...shared, "inventory:batch:BatchJob restock-job", ...others]);
  });

  it("lets the job propose, and nothing else: no other event, no other bus", () => {
    const expected = {
      Version: "2012-10-17",
      Statement: [
        {
          Sid: "ProposeOnly",
          Effect: "Allow",
          Action: ["events:PutEvents"],
          Resource: [BUS_ARN],
          Condition: {
            StringEquals: { "events:detail-type": "RestockProposed", "events:source": "/inventory/restock" },
          },
        },
      ],
    };
    expect(json(plan, "restock-proposes", "policy")).toStrictEqual(expected);
    expect(json(inCluster, "restock-proposes", "policy")).toStrictEqual(expected);
    expect(child(plan, "restock-proposes").inputs["role"]).toMatch(/^restock-job-role/);
  });

  it("lets the job read the files and the contract of the feed, and save beside them", () => {
    expect(json(plan, "restock-reads-feed", "policy")).toMatchObject({
      Statement: [
        { Sid: "ReadFiles", Action: ["s3:GetObject"], Resource: [`${BUCKET_ARN}/feeds/stock-changes/v1/*`] },
        { Sid: "ListFiles" },
        { Sid: "FindBucket" },
        { Sid: "UseKey", Action: ["kms:Decrypt"], Resource: [keyArn] },
        { Sid: "ReadContract" },
      ],
    });
    expect(json(plan, "restock-job-role-checkpoints", "policy")).toMatchObject({
      Statement: [{ Resource: `${BUCKET_ARN}/work/restock/*` }, {}, { Resource: keyArn }],
    });
  });

  it("tells the job where the feed is and where proposals go, on either kind", () => {
    const variables = [
      { name: "FEED_CONTRACT", value: "stock-changes@1" },
      { name: "FEED_DATABASE", value: "prod_eu" },
      { name: "FEED_TABLE", value: "stock_changes_v1" },
      { name: "FEED_URI", value: `s3://${BUCKET}/feeds/stock-changes/v1/` },
      { name: "PROPOSALS_BUS", value: "prod-restock-proposals" },
      { name: "PROPOSALS_DETAIL_TYPE", value: "RestockProposed" },
      { name: "PROPOSALS_SOURCE", value: "/inventory/restock" },
    ];
    const container = json(plan, "restock-job-definition", "containerProperties");
    const spec = JSON.stringify(child(inCluster, "restock-job-cron-job").inputs);

    expect(container).toMatchObject({ environment: expect.arrayContaining(variables) });
    expect(variables.filter(({ name, value }) => !spec.includes(`"name":"${name}","value":"${value}"`))).toEqual([]);
  });

  it("runs at four in the region's night, by the clock there", () => {
    expect(child(plan, "restock-job-schedule").inputs).toMatchObject({
      scheduleExpression: "cron(0 4 * * ? *)",
      scheduleExpressionTimezone: "Europe/Berlin",
    });
    expect(child(inCluster, "restock-job-cron-job").inputs).toMatchObject({
      spec: { schedule: "0 4 * * *", timeZone: "Europe/Berlin" },
    });
  });

  it("puts proposals on an encrypted bus, and keeps them to be replayed", () => {
    expect(child(plan, "restock-bus").inputs).toStrictEqual({
      name: "prod-restock-proposals",
      description: "Proposals to restock; nothing on it orders",
      region: "eu-central-1",
      kmsKeyIdentifier: BUSES_KEY,
      deadLetterConfig: { arn: expect.stringMatching(/:restock-undelivered/) },
      tags: { ...tags, Name: "restock-bus" },
    });
    expect(child(plan, "restock-archive").inputs).toStrictEqual({
      name: "prod-restock-proposals",
      description: "Proposals, to be replayed",
      region: "eu-central-1",
      eventSourceArn: BUS_ARN,
      eventPattern: '{"source":["/inventory/restock"],"detail-type":["RestockProposed"]}',
      retentionDays: 90,
      kmsKeyIdentifier: BUSES_KEY,
    });
  });

  it("hands proposals to the queue of whoever decides, and keeps those that it could not hand over", () => {
    expect(child(plan, "restock-proposed-target").inputs).toStrictEqual({
      rule: expect.stringMatching(/^restock-proposed/),
      eventBusName: "prod-restock-proposals",
      arn: "arn:aws:sqs:eu-central-1:000000000000:prod-restock-proposals",
      deadLetterConfig: { arn: expect.stringMatching(/:restock-undelivered/) },
      retryPolicy: { maximumEventAgeInSeconds: 86_400, maximumRetryAttempts: 185 },
      region: "eu-central-1",
    });
    for (const [queue, sources] of [
      ["restock-proposals-queue-policy", [expect.stringMatching(/:rule\/.*restock-proposed/)]],
      ["restock-undelivered-policy", [BUS_ARN, expect.stringMatching(/:rule\/.*restock-proposed/)]],
    ] as const) {
      expect(json(plan, queue, "policy")).toMatchObject({
        Statement: [
          { Sid: "DenyWithoutTls" },
          { Sid: "DenyOtherAccounts" },
          { Sid: "AllowEventRules", Condition: { ArnEquals: { "aws:SourceArn": sources } } },
        ],
      });
    }
  });

  it("rings where proposals were not handed over, and where nobody decides for two days", () => {
    expect(child(plan, "restock-undelivered-proposals").inputs).toMatchObject({
      metricName: "ApproximateNumberOfMessagesVisible",
      threshold: 1,
      alarmActions: [ALARM_TOPIC],
    });
    expect(child(plan, "restock-proposals-aging").inputs).toMatchObject({ threshold: 172_800 });
  });

  it("registers the schema of a proposal", () => {
    expect(json(plan, "restock-schemas-schema-restock-proposed", "schemaDefinition")).toStrictEqual(
      RESTOCK_PROPOSED_SCHEMA,
    );
  });

  it("gives the bus, the archive and the queues", () => {
    expect(plan.outputs).toMatchObject({
      busName: "prod-restock-proposals",
      busArn: BUS_ARN,
      archiveArn: expect.stringMatching(/:archive\/prod-restock-proposals$/),
    });
  });
});

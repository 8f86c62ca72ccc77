import type { Plan, PlannedResource } from "../../planner/plan";
import { managed, plannedText, resourceOf, rightsIn } from "./plan-environment";
import { shopWith } from "./shop";

const CHECKPOINTS = "archives:\n  saved: { expireAfter: 7 days }\n";
const JOBS = `jobs:
  night:
    image: catalog:1.4.2
    command: [node, reconcile.js]
    schedule: "15 4 * * *"
    deadline: 3 hours
    completions: 4
    parallelism: 2
    vcpus: 2
    memory: 4 GiB
    checkpoint: saved
    access:
      tables: { catalog: write }
      archives: { events: read, saved: write }
      streams: [stock-events]
      queues: [channel-orders]
      database: true
    tags: { channel: warehouse, feature: reconciliation }
  weekly: { image: weekly:1.0.0, schedule: "0 5 * * 0", capacity: on-demand }
queues:
`;
const PARTITION = "    tenants: [north]\n";
const IN_CLUSTER = shopWith(
  ["queues:\n", JOBS],
  ["archives:\n", CHECKPOINTS],
  [PARTITION, `${PARTITION}    timeZone: Europe/Dublin\n`],
);
const ON_QUEUES = shopWith(
  ["pattern: microservices-relational", "pattern: nightly-batch"],
  ["queues:\n", JOBS.replace("    parallelism: 2\n", "")],
  ["archives:\n", CHECKPOINTS],
);

function namesIn(plan: Plan | undefined): string[] {
  return (plan === undefined ? [] : managed(plan)).map(({ name }) => name);
}

describe("the jobs of a region with a cluster", () => {
  let plans: Readonly<Record<string, Plan>>;
  let plan: Plan | undefined;

  beforeAll(async () => {
    plans = await plannedText("jobs-in-cluster", IN_CLUSTER);
    plan = plans["shop-eu-central-1"];
  });

  const cronJob = (name: string, of: Plan | undefined = plan): PlannedResource =>
    resourceOf(of, "kubernetes:batch/v1:CronJob", `${name}-cron-job`);

  it("run in the night of their partition, as the file says, on spot where they save", () => {
    expect(cronJob("night").inputs["spec"]).toMatchObject({
      schedule: "15 4 * * *",
      timeZone: "Europe/Dublin",
      suspend: false,
      jobTemplate: {
        spec: {
          completions: 4,
          parallelism: 2,
          activeDeadlineSeconds: 10_800,
          template: {
            spec: {
              nodeSelector: { "karpenter.sh/nodepool": "spot-batch" },
              containers: [
                {
                  image: "222222222222.dkr.ecr.eu-central-1.amazonaws.com/shop/catalog:1.4.2",
                  command: ["node", "reconcile.js"],
                  resources: { requests: { cpu: "2000m", memory: "4Gi" } },
                },
              ],
            },
          },
        },
      },
    });
    expect(cronJob("weekly").inputs["spec"]).toMatchObject({
      schedule: "0 5 * * 0",
      jobTemplate: { spec: { template: { spec: { nodeSelector: { "karpenter.sh/capacity-type": "on-demand" } } } } },
    });
  });

  it("stand by in the regions that are not primary, at the same time of day, and ring there for nothing missed", () => {
    const standby = plans["shop-eu-west-1"];

    expect(cronJob("night", standby).inputs["spec"]).toMatchObject({ timeZone: "Europe/Dublin", suspend: true });
    expect(cronJob("night", plans["shop-us-east-1"]).inputs["spec"]).toMatchObject({
      timeZone: "America/New_York",
      suspend: false,
    });
    expect(resourceOf(standby, "aws:cloudwatch/metricAlarm:MetricAlarm", "night-missed").inputs).toMatchObject({
      actionsEnabled: false,
    });
  });

  it("may do what their access names, and nothing else", () => {
    const rights = rightsIn(plan, "night-role-rights");

    expect(Object.keys(rights)).toEqual([
      ...["ReadTables", "WriteTables", "UseTableKey", "ConnectToKafka", "WriteTopics", "SendToQueues", "UseQueueKey"],
      ...["LogInToDatabase", "FindFiles", "ReadFiles", "WriteFiles", "UseArchiveKey"],
    ]);
    expect(rights["WriteTables"]).toEqual(["arn:aws:dynamodb:eu-central-1:222222222222:table/shop-eu-catalog"]);
    expect(rights["FindFiles"]).toEqual([
      "arn:aws:s3:::shop-events-222222222222-eu-central-1",
      "arn:aws:s3:::shop-saved-222222222222-eu-central-1",
    ]);
    expect(rights["WriteFiles"]).toEqual(["arn:aws:s3:::shop-saved-222222222222-eu-central-1/*"]);
    expect(namesIn(plan)).not.toContain("weekly-role-rights");
  });

  it("save below their own name, in the archive's bucket of their region", () => {
    expect(rightsIn(plan, "night-role-checkpoints")["Checkpoints"]).toBe(
      "arn:aws:s3:::shop-saved-222222222222-eu-central-1/night/*",
    );
  });

  it("find what they use by the names that services have for it, and nothing else", () => {
    const text = JSON.stringify(cronJob("night").inputs["spec"]);
    const { jobTemplate } = JSON.parse(text) as JobSpec;
    const names = jobTemplate.spec.template.spec.containers.flatMap(({ env }) => env.map(({ name }) => name));

    expect(names.filter((name) => !/^(JOB_|CHECKPOINT_URI)/.test(name)).toSorted()).toEqual([
      ...["ARCHIVE_EVENTS", "ARCHIVE_SAVED", "AWS_REGION", "DATABASE_NAME", "DATABASE_READER", "DATABASE_WRITER"],
      ...["ENVIRONMENT", "PARTITION", "QUEUE_CHANNEL_ORDERS", "STREAM_STOCK_EVENTS", "TABLE_CATALOG"],
    ]);
  });

  it("have their images in the registries: those of services, and their own", () => {
    const repositories = (plans["shop-us"]?.resources ?? [])
      .filter(({ type }) => type === "aws:ecr/repository:Repository")
      .map(({ inputs }) => inputs["name"]);

    expect(repositories).toEqual(["shop/allocation", "shop/catalog", "shop/weekly"]);
  });
});

describe("the jobs of a region with queues", () => {
  let plan: Plan | undefined;

  beforeAll(async () => {
    const plans = await plannedText("jobs-on-queues", ON_QUEUES);
    plan = plans["shop-eu-central-1"];
  });

  it("are submitted in the night of their partition", () => {
    const { inputs } = resourceOf(plan, "aws:scheduler/schedule:Schedule", "night-schedule");

    expect(inputs).toMatchObject({
      name: "shop-eu-central-1-night",
      scheduleExpression: "cron(15 4 * * ? *)",
      scheduleExpressionTimezone: "Europe/Berlin",
      state: "ENABLED",
    });
    expect(JSON.parse(String((inputs["target"] as { input: string }).input))).toMatchObject({
      JobQueue: "arn:aws:batch:eu-central-1:222222222222:job-queue/shop-eu-central-1-batch-arm64",
      ArrayProperties: { Size: 4 },
    });
  });

  it("may use what the pattern has, log in to a database without a proxy, and nothing else", () => {
    const rights = rightsIn(plan, "night-role-rights");

    expect(Object.keys(rights)).toEqual([
      ...["SendToQueues", "UseQueueKey", "LogInToDatabase", "FindFiles", "ReadFiles", "WriteFiles", "UseArchiveKey"],
    ]);
    expect(rights["LogInToDatabase"]).toEqual([expect.stringMatching(/:dbuser:[^/]+\/dbowner$/)]);
  });

  it("have every failed run rung for, with the runbook of what to do", () => {
    const alarm = resourceOf(plan, "aws:cloudwatch/metricAlarm:MetricAlarm", "night-failed");

    expect(alarm.inputs["alarmDescription"]).toMatch("https://runbooks.example.com/batch-run-failed.md");
  });
});

interface JobSpec {
  readonly jobTemplate: {
    readonly spec: {
      readonly template: {
        readonly spec: { readonly containers: readonly { readonly env: readonly { readonly name: string }[] }[] };
      };
    };
  };
}

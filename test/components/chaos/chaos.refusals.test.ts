import {
  ChaosExperiments,
  chaosRefusals,
  FIS_LIMITS,
  type ChaosRefusalArgs,
  type Experiment,
} from "../../../components/chaos";
import { failureOf, refusalOf, TAGS } from "../core/fixtures";
import { EXPERIMENTS, REQUIRED, STOP_ALARM } from "./fixture";

const only = (name: string, experiment: Experiment<string>): Partial<ChaosRefusalArgs> => ({
  experiments: { [name]: experiment },
});
const { interrupt, zone, writer, table, archive } = EXPERIMENTS;

/** In the order of the table. */
const rows: readonly (readonly [string, Partial<ChaosRefusalArgs>, string])[] = [
  [
    "an account that is none",
    { accountId: "42", stopAlarmArns: ["arn:aws:cloudwatch:eu-central-1:42:alarm:oversold"] },
    'accountId is "42", expected 12 digits; give the account of what the experiments break',
  ],
  [
    "an unknown region",
    {
      region: "eu-middle-1",
      stopAlarmArns: ["arn:aws:cloudwatch:eu-middle-1:111122223333:alarm:oversold"],
      ...only("interrupt", interrupt),
    },
    'region is "eu-middle-1", expected an AWS region listed in facts/regions.ts; correct the region\'s code',
  ],
  [
    "an address that no runbook can follow",
    { runbooksUrl: "https://runbooks.example.com/" },
    'runbooksUrl is "https://runbooks.example.com/", expected an https address without a slash at its end, a query or a fragment; give the address of the folder of runbooks; each alarm adds the file of its own',
  ],
  [
    "a retention that CloudWatch Logs does not know",
    { logRetention: "366 days" },
    'logRetention is "366 days", expected one of 1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653 days; choose the next longer one',
  ],
  [
    "experiments that nothing stops",
    { stopAlarmArns: [] },
    "stopAlarmArns is 0, expected 1 to 5 alarms; name the alarms that tell that an experiment does more harm than it may",
  ],
  [
    "alarms of another region",
    { stopAlarmArns: [STOP_ALARM, STOP_ALARM.replace("eu-central-1", "eu-west-1")] },
    'stopAlarmArns is ["arn:aws:cloudwatch:eu-west-1:111122223333:alarm:oversold"], expected ARNs of CloudWatch alarms in eu-central-1, account 111122223333; name alarms that FIS can watch from where the experiment runs',
  ],
  [
    "production that is not called so",
    { tags: { ...TAGS, environment: "prod" } },
    "production is false, expected true where the tag environment is prod; say that it is production, or correct the tag",
  ],
  [
    "experiments in production that are not allowed there",
    {
      production: true,
      experiments: { interrupt, writer, zone },
      allowInProduction: { writer: "tried in staging" },
    },
    'experiments is ["interrupt","zone"], expected none in production but those that allowInProduction names; try them elsewhere first; then name each in allowInProduction, with the reason',
  ],
  [
    "a permission without a reason, with one that is too long, or for nothing",
    {
      production: true,
      experiments: { interrupt, writer },
      allowInProduction: { interrupt: " ", writer: "w".repeat(FIS_LIMITS.descriptionCharacters), other: "tried" },
    },
    'allowInProduction is ["interrupt","writer","other"], expected names of experiments, each with a reason that fits beside its kind; correct the names, and say why in less than 512 characters',
  ],
  ["no experiment", { experiments: {} }, "experiments is {}, expected at least one experiment; name what is tried"],
  [
    "names that are not in kebab case",
    { experiments: { Interrupt: interrupt, "lose-writer": writer, ["z".repeat(31)]: zone } },
    `experiments is ["Interrupt","${"z".repeat(31)}"], expected names of at most 30 lower-case letters, digits and single dashes, the first a letter; rename them: roles and templates are called after them`,
  ],
  [
    "no hypothesis",
    only("writer", { ...writer, hypothesis: " " }),
    'experiments.writer.hypothesis is " ", expected what should happen; write down how one sees that the platform bears it: without that nothing is learnt',
  ],
  [
    "a hypothesis that the template does not hold",
    only("writer", { ...writer, hypothesis: "h".repeat(500) }),
    'experiments.writer.hypothesis is "577 characters with its runbook", expected 512 characters at most; say it in fewer words',
  ],
  [
    "targets that no tag names",
    { experiments: { writer, zone: { ...zone, targetTags: {} } } },
    "experiments.zone.targetTags is {}, expected at least one tag, with a key and a value; name the tags by which the targets, and nothing else, are found",
  ],
  [
    "a zone of another region",
    only("zone", { ...zone, zone: "euc1-az1" }),
    'experiments.zone.zone is "euc1-az1", expected a zone of eu-central-1, such as eu-central-1a; name the zone by its name, not by its id',
  ],
  [
    "a failover of no cluster",
    only("writer", { ...writer, clusterArn: "" }),
    'experiments.writer.clusterArn is "", expected the ARN of a database cluster in eu-central-1; name the cluster that fails over',
  ],
  [
    "a pause of a table in another region",
    only("table", { ...table, tableArn: "arn:aws:dynamodb:eu-west-1:111122223333:table/stock" }),
    'experiments.table.tableArn is "arn:aws:dynamodb:eu-west-1:111122223333:table/stock", expected the ARN of a global table\'s replica in eu-central-1; name the table whose replication is paused',
  ],
  [
    "a pause of no bucket",
    only("archive", { ...archive, bucketArns: [] }),
    "experiments.archive.bucketArns is 0, expected 1 to 20 buckets; name the buckets that have the tags, and part them into several experiments where there are more",
  ],
  [
    "a destination in another AWS partition",
    only("archive", { ...archive, destinationRegion: "cn-north-1" }),
    'experiments.archive.destinationRegion is "cn-north-1", expected a region of the AWS partition of eu-central-1; name the region that the buckets are replicated to',
  ],
  [
    "an interruption of nobody",
    only("interrupt", { ...interrupt, percent: 0 }),
    "experiments.interrupt.percent is 0, expected whole percent, 1 to 100; choose how many of the instances are interrupted",
  ],
  [
    "a notice that EC2 does not give",
    only("interrupt", { ...interrupt, notice: "1 minute" }),
    'experiments.interrupt.notice is "1 minute", expected whole minutes, 2 to 15; leave the two minutes of EC2\'s own notice at least',
  ],
  [
    "a zone lost for longer than FIS runs",
    only("zone", { ...zone, duration: "721 minutes" }),
    'experiments.zone.duration is "721 minutes", expected whole minutes, 1 minute to 12 hours; choose how long the targets are broken',
  ],
];

const refused = (change: Partial<ChaosRefusalArgs>): string =>
  refusalOf('chaos experiments "chaos"', { ...REQUIRED, ...change }, chaosRefusals);

describe("the refusals of chaos experiments", () => {
  it("have a case for each row of the table, in its order", () => {
    const order = rows.map(([, change]) => chaosRefusals.findIndex(({ when }) => when({ ...REQUIRED, ...change })));
    expect(order).toStrictEqual(chaosRefusals.map((_, index) => index));
  });

  it.each(rows)("refuse %s", (_, change, message) => {
    expect(refused(change)).toBe(`chaos experiments "chaos": ${message}`);
  });

  it.each<[string, Partial<ChaosRefusalArgs>, string]>([
    ["six alarms", { stopAlarmArns: Array.from({ length: 6 }, (_, n) => `${STOP_ALARM}-${n}`) }, "stopAlarmArns is 6,"],
    ["more than all", only("interrupt", { ...interrupt, percent: 101 }), "experiments.interrupt.percent is 101,"],
    [
      "a part of a percent",
      only("interrupt", { ...interrupt, percent: 12.5 }),
      "experiments.interrupt.percent is 12.5,",
    ],
    [
      "a notice of 16 minutes",
      only("interrupt", { ...interrupt, notice: "16 minutes" }),
      'experiments.interrupt.notice is "16 minutes",',
    ],
    [
      "half a minute",
      only("table", { ...table, duration: "30 seconds" }),
      'experiments.table.duration is "30 seconds",',
    ],
    [
      "a minute and a half",
      only("archive", { ...archive, duration: "90 seconds" }),
      'experiments.archive.duration is "90 seconds",',
    ],
    [
      "21 buckets",
      only("archive", { ...archive, bucketArns: Array.from({ length: 21 }, (_, n) => `arn:aws:s3:::${n}`) }),
      "experiments.archive.bucketArns is 21,",
    ],
    [
      "an unknown destination",
      only("archive", { ...archive, destinationRegion: "eu-middle-1" }),
      'experiments.archive.destinationRegion is "eu-middle-1",',
    ],
    [
      "a tag without a value",
      only("interrupt", { ...interrupt, targetTags: { batch: "" } }),
      'experiments.interrupt.targetTags is {"batch":""},',
    ],
    ["production in full", { tags: { ...TAGS, environment: "production" } }, "production is false,"],
    ["production of a partition", { tags: { ...TAGS, environment: "prod-eu" } }, "production is false,"],
    ["another region's zone", only("zone", { ...zone, zone: "eu-west-1a" }), 'experiments.zone.zone is "eu-west-1a",'],
    ["a table's name", only("table", { ...table, tableArn: "stock" }), 'experiments.table.tableArn is "stock",'],
  ])("refuse %s as well", (_, change, start) => {
    const lines = refused(change).split("\n");
    expect(lines.map((line) => line.slice(0, `chaos experiments "chaos": ${start}`.length))).toStrictEqual([
      `chaos experiments "chaos": ${start}`,
    ]);
  });

  it.each<[string, Partial<ChaosRefusalArgs>]>([
    ["one of each kind", {}],
    ["five alarms", { stopAlarmArns: Array.from({ length: 5 }, (_, n) => `${STOP_ALARM}-${n}`) }],
    ["all instances", only("interrupt", { ...interrupt, percent: 100, notice: "15 minutes" })],
    ["a minute", only("zone", { ...zone, duration: "1 minute" })],
    ["twelve hours", only("table", { ...table, duration: "12 hours" })],
    ["an environment of products", { tags: { ...TAGS, environment: "products" } }],
    ["what production allows", { production: true, ...only("writer", writer), allowInProduction: { writer: "tried" } }],
  ])("let %s pass", (_, change) => {
    expect(refused(change)).toBe("not refused");
  });

  it("come before anything is registered", async () => {
    const { message, registered } = await failureOf(
      () => new ChaosExperiments("chaos", { ...REQUIRED, stopAlarmArns: [], experiments: {} }),
    );
    expect(message).toBe(
      [
        'chaos experiments "chaos": stopAlarmArns is 0, expected 1 to 5 alarms; name the alarms that tell that an experiment does more harm than it may',
        'chaos experiments "chaos": experiments is {}, expected at least one experiment; name what is tried',
      ].join("\n"),
    );
    expect(registered).toStrictEqual([]);
  });
});

import {
  daysOf,
  endOf,
  isFrom,
  Migration,
  MIGRATION_DEFAULTS,
  migrationRefusals,
  parityQuery,
  parityTable,
  planMigration,
  STAGES,
  type MigrationArgs,
  type Stage,
} from "../../../components/migration";
import { flagsRefusals } from "../../../components/flags";
import {
  ACCOUNT,
  failureOf,
  identities,
  inputsOf,
  planInFrankfurt,
  refusalOf,
  resourceNamed,
  TAGS,
} from "../core/fixtures";

const TOPIC = `arn:aws:sns:eu-central-1:${ACCOUNT}:on-call`;
const LEGACY = `arn:aws:elasticloadbalancing:eu-central-1:${ACCOUNT}:targetgroup/legacy/1`;
const PLATFORM = `arn:aws:elasticloadbalancing:eu-central-1:${ACCOUNT}:targetgroup/stock/2`;
const LISTENER = `arn:aws:elasticloadbalancing:eu-central-1:${ACCOUNT}:listener/app/shop/3/4`;
const ARGS: MigrationArgs = {
  capability: "stock",
  stage: "legacy",
  paths: ["/stock/*"],
  priority: 100,
  listenerArn: LISTENER,
  legacyTargetGroupArn: LEGACY,
  platformTargetGroupArn: PLATFORM,
  alarmTopicArns: [TOPIC],
  runbooksUrl: "https://runbooks.example.com",
  tags: TAGS,
};
const SPLIT: MigrationArgs = {
  ...ARGS,
  stage: "split",
  platformPercent: 10,
  tenantGroups: {
    pilots: { tenants: ["north", "south"], side: "platform", priority: 90 },
    waiting: { tenants: ["west"], side: "legacy", priority: 91 },
  },
};
const CUTOVER: MigrationArgs = {
  ...ARGS,
  stage: "cutover",
  compared: { from: "2027-01-11", until: "2027-01-24" },
  cutover: { on: "2027-02-01", rollbackWindow: "14 days" },
};
const { legacyTargetGroupArn: _legacy, ...WITHOUT_LEGACY } = CUTOVER;
const RETIRED: MigrationArgs = { ...WITHOUT_LEGACY, stage: "retired", retireOn: "2027-02-16" };

function flagsOf(args: MigrationArgs): readonly unknown[] {
  const { flags } = planMigration(args);
  return [flags["stock-shadow-writes"]?.defaultVariant, flags["stock-shadow-reads"]?.shares];
}

describe("planMigration", () => {
  it("leads everybody to the legacy side, and compares nothing (defaults)", () => {
    expect(MIGRATION_DEFAULTS).toEqual({
      platformPercent: 0,
      tenantGroups: {},
      tenantHeader: "x-tenant",
      stickiness: "1 hour",
      shadowReadPercent: 10,
      maxMismatchPercent: 0.1,
    });
    const plan = planMigration(ARGS);
    expect(plan).toMatchObject({
      rules: { rule: { priority: 100, weights: { legacy: 1 } } },
      paths: ["/stock/*"],
      tenantHeader: "x-tenant",
      alarms: {},
    });
    expect(plan).not.toHaveProperty("rollbackUntil");
  });

  it("tells the service whom to repeat writes at and what to compare, stage by stage", () => {
    const compared = { off: 90, on: 10 };
    expect(flagsOf(ARGS)).toEqual(["off", undefined]);
    expect(flagsOf({ ...ARGS, stage: "shadow-writes" })).toEqual(["to-platform", undefined]);
    expect(flagsOf({ ...ARGS, stage: "shadow-reads" })).toEqual(["to-platform", compared]);
    expect(flagsOf(SPLIT)).toEqual(["to-platform", compared]);
    expect(flagsOf(CUTOVER)).toEqual(["to-legacy", compared]);
    expect(flagsOf(RETIRED)).toEqual(["off", undefined]);
  });

  it("gives flags that Flags takes", () => {
    const { flags } = planMigration(SPLIT);
    const args = { flags, rollbackAlarmArns: ["alarm"] };
    const said = flagsRefusals.filter(({ when }) => when(args)).map(({ say }) => say(args));
    expect(said).toEqual([]);
  });

  it("keeps the way back for the window, and no longer", () => {
    expect(planMigration(CUTOVER)).toMatchObject({
      rules: { rule: { weights: { platform: 1 } } },
      rollbackUntil: "2027-02-15",
    });
    expect(planMigration({ ...CUTOVER, stage: "shadow-reads" }).rules).toEqual({
      rule: { priority: 100, weights: { legacy: 1 } },
    });
  });

  it("counts days with both ends, over the end of a month", () => {
    expect(daysOf({ from: "2027-01-11", until: "2027-01-17" })).toBe(7);
    expect(endOf({ on: "2027-02-20", rollbackWindow: "2 weeks" })).toBe("2027-03-06");
  });

  it("leads to both sides in the stage split alone", () => {
    const answering = (Object.keys(STAGES) as Stage[]).filter((stage) => STAGES[stage].answers === "shares");
    expect(answering).toEqual(["split"]);
    expect(isFrom("cutover", "split")).toBe(true);
    expect(isFrom("shadow-reads", "split")).toBe(false);
  });
});

describe("Migration", () => {
  it("creates the one rule of the capability where nothing moves", async () => {
    const plan = await planInFrankfurt(() => new Migration("stock", ARGS));
    expect(identities(plan)).toEqual([
      "aws:lb/listenerRule:ListenerRule stock-rule stock",
      "inventory:migration:Migration stock test-dev",
    ]);
    expect(inputsOf(plan, "stock-rule")).toEqual({
      listenerArn: LISTENER,
      priority: 100,
      conditions: [{ pathPattern: { values: ["/stock/*"] } }],
      actions: [{ type: "forward", forward: { targetGroups: [{ arn: LEGACY, weight: 1 }] } }],
      tags: { ...TAGS, Name: "stock-rule" },
    });
  });

  it("splits by weight, and before that by tenant", async () => {
    const plan = await planInFrankfurt(() => new Migration("stock", SPLIT));
    expect(identities(plan)).toEqual([
      "aws:cloudwatch/metricAlarm:MetricAlarm stock-mismatch stock",
      "aws:cloudwatch/metricAlarm:MetricAlarm stock-unmeasured stock",
      "aws:lb/listenerRule:ListenerRule stock-rule stock",
      "aws:lb/listenerRule:ListenerRule stock-tenants-pilots stock",
      "aws:lb/listenerRule:ListenerRule stock-tenants-waiting stock",
      "inventory:migration:Migration stock test-dev",
    ]);
    expect(inputsOf(plan, "stock-rule")["actions"]).toEqual([
      {
        type: "forward",
        forward: {
          targetGroups: [
            { arn: LEGACY, weight: 90 },
            { arn: PLATFORM, weight: 10 },
          ],
          stickiness: { enabled: true, duration: 3_600 },
        },
      },
    ]);
    expect(inputsOf(plan, "stock-tenants-pilots")).toMatchObject({
      priority: 90,
      conditions: [
        { pathPattern: { values: ["/stock/*"] } },
        { httpHeader: { httpHeaderName: "x-tenant", values: ["north", "south"] } },
      ],
      actions: [{ type: "forward", forward: { targetGroups: [{ arn: PLATFORM, weight: 1 }] } }],
    });
    expect(inputsOf(plan, "stock-tenants-waiting")).toMatchObject({
      priority: 91,
      actions: [{ type: "forward", forward: { targetGroups: [{ arn: LEGACY, weight: 1 }] } }],
    });
  });

  it("alarms on reads that differ, and on none that is compared", async () => {
    const plan = await planInFrankfurt(
      () => new Migration("stock", { ...ARGS, stage: "shadow-reads", validationAlarmArns: ["arn:validation"] }),
    );
    const metric = (metricName: string) => ({
      namespace: "Inventory/Migration",
      metricName,
      dimensions: { Capability: "stock" },
      stat: "Sum",
      period: 300,
    });
    expect(inputsOf(plan, "stock-mismatch")).toEqual({
      metricQueries: [
        { id: "compared", metric: metric("ParityComparisons"), returnData: false },
        { id: "differing", metric: metric("ParityMismatches"), returnData: false },
        {
          id: "share",
          label: "differing, in percent",
          expression: "IF(compared >= 100, 100 * differing / compared, 0)",
          returnData: true,
        },
      ],
      comparisonOperator: "GreaterThanThreshold",
      treatMissingData: "notBreaching",
      threshold: 0.1,
      evaluationPeriods: 3,
      alarmDescription:
        "migration of stock: more than 0.1 % of the reads that both sides answered differ. Runbook: https://runbooks.example.com/migration-parity.md",
      alarmActions: [TOPIC],
      okActions: [TOPIC],
      tags: { ...TAGS, Name: "stock-mismatch" },
    });
    expect(inputsOf(plan, "stock-unmeasured")).toMatchObject({
      namespace: "Inventory/Migration",
      metricName: "ParityComparisons",
      dimensions: { Capability: "stock" },
      statistic: "Sum",
      period: 3_600,
      threshold: 1,
      comparisonOperator: "LessThanThreshold",
      treatMissingData: "breaching",
      alarmDescription:
        "migration of stock: no read was compared for 1 hour. Runbook: https://runbooks.example.com/migration-parity.md",
    });
    expect(resourceNamed(plan, "stock").outputs["rollbackAlarmArns"]).toEqual([
      resourceNamed(plan, "stock-mismatch").outputs["arn"],
      resourceNamed(plan, "stock-unmeasured").outputs["arn"],
      "arn:validation",
    ]);
  });

  it("leads to the platform alone once there is no way back (custom region)", async () => {
    const plan = await planInFrankfurt(() => new Migration("stock", { ...RETIRED, region: "eu-west-1" }));
    expect(inputsOf(plan, "stock-rule")).toMatchObject({
      region: "eu-west-1",
      actions: [{ type: "forward", forward: { targetGroups: [{ arn: PLATFORM, weight: 1 }] } }],
    });
  });
});

describe("migrationRefusals", () => {
  const CASES: readonly (readonly [MigrationArgs, string])[] = [
    [
      { ...ARGS, capability: "Stock" },
      'capability is "Stock", expected 1 to 24 lower-case letters, digits and single dashes, starting with a letter; name the bounded context that moves',
    ],
    [
      { ...ARGS, paths: ["stock"] },
      'paths is ["stock"], expected paths of 128 characters at most that start with a slash, such as /stock/*; write the paths of the capability',
    ],
    [
      {
        ...SPLIT,
        tenantGroups: { pilots: { tenants: ["a", "b", "c", "d", "e"], side: "platform", priority: 1 } },
      },
      "paths and tenantGroups is 6, expected 5 paths and tenants of a group at most, together; part the group in two, or join paths by a wildcard",
    ],
    [
      {
        ...SPLIT,
        tenantGroups: {
          pilots: { tenants: ["north", "no*"], side: "platform", priority: 1 },
          others: { tenants: ["north"], side: "legacy", priority: 2 },
          empty: { tenants: [], side: "legacy", priority: 3 },
        },
      },
      'tenantGroups is ["no*","north","empty"], expected groups of tenants written with letters, digits, dots, dashes and underscores, each tenant once; write each tenant as the header does, in one group',
    ],
    [
      { ...ARGS, tenantHeader: "X-Tenant" },
      'tenantHeader is "X-Tenant", expected a header in lower case of 40 characters at most; name the header that the edge writes',
    ],
    [
      { ...SPLIT, priority: 90 },
      "priority is [90,91,90], expected whole numbers from 1 to 50000, each once, and the capability's the largest; leave room below the capability's rule for its groups",
    ],
    [
      { ...SPLIT, stickiness: "8 days" },
      'stickiness is "8 days", expected 1 second to 7 days; choose how long a client sees one side\'s data alone',
    ],
    [
      { ...SPLIT, platformPercent: 100 },
      "platformPercent is 100, expected a whole number from 0 to 99; choose a share, or the stage cutover for everybody",
    ],
    [
      { ...ARGS, platformPercent: 10 },
      'stage is "legacy", expected split where a share or a group of tenants moves, and only there; set platformPercent or tenantGroups in the stage split, and take them away in any other',
    ],
    [
      { ...ARGS, shadowReadPercent: 0 },
      "shadowReadPercent is 0, expected a whole number from 1 to 100; choose how many reads both sides can bear",
    ],
    [
      { ...ARGS, maxMismatchPercent: 6 },
      "maxMismatchPercent is 6, expected 0 to 5; mend what differs, or leave out of the comparison what may",
    ],
    [
      { ...RETIRED, retireOn: "in March" },
      'compared, cutover and retireOn is ["in March"], expected days of the calendar such as 2027-02-01, the last not before the first; correct the day',
    ],
    [
      { ...CUTOVER, compared: { from: "2027-01-11", until: "2027-01-16" } },
      'compared is {"from":"2027-01-11","until":"2027-01-16"}, expected 7 days or more of shadow reads before the cutover; stay in the stage shadow-reads or split until reads agreed for that long, and write the days here',
    ],
    [
      { ...CUTOVER, cutover: { on: "2027-02-01", rollbackWindow: "12 hours" } },
      'cutover is {"on":"2027-02-01","rollbackWindow":"12 hours"}, expected a day and a rollback window of 1 to 90 whole days; decide for how long the legacy side can answer again',
    ],
    [
      { ...CUTOVER, compared: { from: "2027-01-11", until: "2027-02-01" } },
      'compared.until is "2027-02-01", expected a day before cutover.on; cut over after the comparison, or correct a day',
    ],
    [
      { ...RETIRED, retireOn: "2027-02-15" },
      'retireOn is "2027-02-15", expected a day after the rollback window; keep the stage cutover until the window has ended',
    ],
    [
      WITHOUT_LEGACY,
      'legacyTargetGroupArn is "cutover", expected a target group of the legacy side until the stage retired, and none then; give it while there is a way back, and take it away with the way',
    ],
    [
      { ...ARGS, runbooksUrl: "runbooks" },
      'runbooksUrl is "runbooks", expected an https address without a slash at its end, a query or a fragment; give the address of the folder of runbooks; each alarm adds the file of its own',
    ],
    [
      { ...ARGS, alarmTopicArns: [] },
      "alarmTopicArns is 0, expected 1 to 5 topics; name the topics that reach whoever moves the capability",
    ],
  ];

  it("has a case per rule", () => {
    expect(CASES).toHaveLength(migrationRefusals.length);
  });

  it.each(CASES.map(([args, says]) => [says, args] as const))("refuses: %s", (says, args) => {
    expect(refusalOf('migration "stock"', args, migrationRefusals)).toBe(`migration "stock": ${says}`);
  });

  it("refuses a cutover that nothing precedes and that has no way back", async () => {
    const { message, registered } = await failureOf(() => new Migration("stock", { ...ARGS, stage: "cutover" }));
    expect(message.split("\n")).toEqual([
      'migration "stock": compared is missing, expected 7 days or more of shadow reads before the cutover; stay in the stage shadow-reads or split until reads agreed for that long, and write the days here',
      'migration "stock": cutover is missing, expected a day and a rollback window of 1 to 90 whole days; decide for how long the legacy side can answer again',
    ]);
    expect(registered).toEqual([]);
  });
});

describe("the report on parity", () => {
  it("holds no values, and asks for the worst first", () => {
    expect(parityTable("2027-01-11").columns.map(({ dataClass }) => dataClass)).toEqual(Array(6).fill("internal"));
    expect(parityQuery("stock_parity", { capability: "stock", tenant: "north" })).toEqual({
      description: "What differs between the two sides of stock, the worst first",
      sql: `SELECT operation, field, reason, sum(differing) AS differing, sum(compared) AS compared,
  100.0 * sum(differing) / sum(compared) AS mismatch_percent
FROM stock_parity
WHERE capability = 'stock' AND tenant = 'north'
  AND dt >= date_format(current_date - interval '7' day, '%Y-%m-%d')
GROUP BY operation, field, reason ORDER BY mismatch_percent DESC`,
    });
  });
});

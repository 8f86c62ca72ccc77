import { planServiceLevel, ServiceLevel, type ServiceLevelArgs } from "../../../components/service-level";
import type { Properties } from "../../../planner/plan";
import { identities, inputsOf, planInFrankfurt, resourceNamed, TAGS } from "../core/fixtures";

const dimensions = { Service: "stock" };
const bad = { namespace: "Inventory/Stock", metricName: "Bad", dimensions, statistic: "Sum" };
const all = { namespace: "Inventory/Stock", metricName: "All", statistic: "Sum" };
const runbookUrl = "https://runbooks.example.com/works";
const PAGE = "arn:aws:sns:eu-central-1:111122223333:on-call";
const TICKET = "arn:aws:sns:eu-central-1:111122223333:tickets";
const args: ServiceLevelArgs = {
  levelName: "prod-stock",
  objectives: {
    works: { kind: "ratio", promise: "it works", targetPercent: 99.9, bad, total: [all], runbookUrl },
    fresh: {
      kind: "periods",
      promise: "it is fresh",
      targetPercent: 99,
      metric: bad,
      badWhen: "above",
      limit: 30,
      runbookUrl,
    },
    none: { kind: "zero", promise: "nothing is negative", metric: bad, runbookUrl },
  },
  pageTopicArns: [PAGE],
  ticketTopicArns: [TICKET],
  tags: TAGS,
};
const made = planInFrankfurt(() => new ServiceLevel("level", args));
const planned = planServiceLevel({
  levelName: "prod-stock",
  objectives: { works: { kind: "ratio", promise: "it works", targetPercent: 99.9, bad, total: [all], runbookUrl } },
});
const ALARM = "arn:aws:cloudwatch:eu-central-1:000000000000:alarm:";

async function inputs(role: string): Promise<Properties> {
  return inputsOf(await made, `level-${role}`);
}

async function widgets(): Promise<readonly unknown[]> {
  const { dashboardBody } = await inputs("dashboard");
  const body: { readonly widgets: readonly unknown[] } = JSON.parse(String(dashboardBody));
  return body.widgets;
}

describe("ServiceLevel", () => {
  it("creates these children, all its own", async () => {
    const burns = ["works-1h", "works-6h", "works-1d", "works-3d", "fresh-1h", "fresh-6h", "fresh-1d"];
    expect(identities(await made)).toEqual(
      [
        ...burns.map((role) => `aws:cloudwatch/compositeAlarm:CompositeAlarm level-${role} level`),
        ...burns.flatMap((role) =>
          ["long", "short"].map((half) => `aws:cloudwatch/metricAlarm:MetricAlarm level-${role}-${half} level`),
        ),
        "aws:cloudwatch/dashboard:Dashboard level-dashboard level",
        "aws:cloudwatch/metricAlarm:MetricAlarm level-none level",
        "inventory:service-level:ServiceLevel level test-dev",
      ].toSorted(),
    );
  });

  it("reads a ratio by an expression, and notifies nobody by itself", async () => {
    expect(await inputs("works-1h-long")).toStrictEqual({
      alarmDescription: planned.objectives.works?.burns["1h"]?.long.description,
      metricQueries: [
        {
          id: "bad",
          metric: { namespace: "Inventory/Stock", metricName: "Bad", dimensions, stat: "Sum", period: 3_600 },
          returnData: false,
        },
        {
          id: "total1",
          metric: { namespace: "Inventory/Stock", metricName: "All", stat: "Sum", period: 3_600 },
          returnData: false,
        },
        { id: "total", expression: "SUM([total1])", returnData: false },
        { id: "rate", expression: "IF(bad >= 5, bad / total, 0)", returnData: true },
      ],
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0.0144,
      treatMissingData: "notBreaching",
      tags: { ...TAGS, Name: "level-works-1h-long" },
    });
  });

  it("pages when a fast burn is seen in both windows", async () => {
    const plan = await made;
    const long = resourceNamed(plan, "level-works-1h-long").outputs.name;
    const short = resourceNamed(plan, "level-works-1h-short").outputs.name;
    expect(await inputs("works-1h")).toStrictEqual({
      alarmName: "prod-stock-works-1h",
      alarmDescription: planned.objectives.works?.burns["1h"]?.description,
      alarmRule: `ALARM("${String(long)}") AND ALARM("${String(short)}")`,
      alarmActions: [PAGE],
      okActions: [PAGE],
      tags: { ...TAGS, Name: "level-works-1h" },
    });
    expect(resourceNamed(plan, "level-works-1h").options.deleteBeforeReplace).toBe(true);
  });

  it("opens a ticket for a slow one", async () => {
    const tickets = await Promise.all(["works-1d", "works-3d", "fresh-1d"].map(inputs));
    expect(tickets.map(({ alarmActions, okActions }) => [alarmActions, okActions])).toEqual(
      tickets.map(() => [[TICKET], [TICKET]]),
    );
    const pages = await Promise.all(["works-6h", "fresh-1h", "fresh-6h"].map(inputs));
    expect(pages.map(({ alarmActions }) => alarmActions)).toEqual(pages.map(() => [PAGE]));
  });

  it("reads a gauge as it is, and pages at once for a count that must be zero", async () => {
    const metric = { namespace: "Inventory/Stock", metricName: "Bad", dimensions, stat: "Sum", period: 60 };
    expect(await inputs("fresh-1h-long")).toMatchObject({
      metricQueries: [{ id: "measured", metric, returnData: true }],
      evaluationPeriods: 60,
      datapointsToAlarm: 9,
      threshold: 30,
      treatMissingData: "breaching",
    });
    expect(await inputs("none")).toStrictEqual({
      name: "prod-stock-none",
      alarmDescription: `prod-stock none: nothing is negative, without exception, and it was broken. Runbook: ${runbookUrl}`,
      metricQueries: [{ id: "measured", metric, returnData: true }],
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      treatMissingData: "notBreaching",
      alarmActions: [PAGE],
      okActions: [PAGE],
      tags: { ...TAGS, Name: "level-none" },
    });
  });

  it("shows the alarms that notify, and a row for each objective", async () => {
    const [head, alarms, ...rows] = await widgets();
    expect(head).toMatchObject({ type: "text", x: 0, y: 0, width: 24, height: 2 });
    const burns = ["works-1h", "works-6h", "works-1d", "works-3d", "fresh-1h", "fresh-6h", "fresh-1d"];
    const none = resourceNamed(await made, "level-none").outputs.arn;
    expect(alarms).toMatchObject({
      type: "alarm",
      properties: { title: "Alarms", alarms: [...burns.map((role) => `${ALARM}prod-stock-${role}`), none] },
    });
    expect(rows).toHaveLength(9);
    expect(rows[0]).toEqual({
      type: "text",
      x: 0,
      y: 6,
      width: 6,
      height: 6,
      properties: { markdown: `## works\nit works, 99.9 % over 30 days\n\n[Runbook](${runbookUrl})` },
    });
  });

  it("shows the budget that is left of a ratio, and how fast it burns", async () => {
    const hidden = [
      ["Inventory/Stock", "Bad", "Service", "stock", { id: "bad", visible: false, stat: "Sum" }],
      ["Inventory/Stock", "All", { id: "total1", visible: false, stat: "Sum" }],
    ];
    const burning = "FILL(bad, 0) / SUM([total1]) / 0.001";
    const [, , , left, burn] = await widgets();
    expect(left).toMatchObject({
      properties: {
        region: "eu-central-1",
        view: "singleValue",
        start: "-P30D",
        end: "P0D",
        setPeriodToTimeRange: true,
        metrics: [[{ id: "left", label: "left", expression: `100 * (1 - ${burning})` }], ...hidden],
      },
    });
    expect(burn).toMatchObject({
      properties: {
        view: "timeSeries",
        period: 3_600,
        metrics: [[{ id: "burn", label: "burn rate", expression: burning }], ...hidden],
        annotations: {
          horizontal: [
            { value: 14.4, label: "1 hour" },
            { value: 6, label: "6 hours" },
            { value: 3, label: "1 day" },
            { value: 1, label: "3 days" },
          ],
        },
      },
    });
  });

  it("shows the budget of periods in the steps that CloudWatch keeps, and a count over the whole window", async () => {
    const [, , , , , , left, course, , count] = await widgets();
    expect(left).toMatchObject({
      properties: {
        period: 300,
        metrics: [
          [{ expression: "0 * measured + 100 * (1 - AVG(IF(measured > 30, 1, 0)) / 0.01)" }],
          ["Inventory/Stock", "Bad", "Service", "stock", { id: "measured", visible: false, stat: "Sum" }],
        ],
      },
    });
    expect(course).toMatchObject({
      properties: { title: "Bad above the line", annotations: { horizontal: [{ value: 30, label: "limit" }] } },
    });
    expect(count).toMatchObject({ properties: { title: "Count", setPeriodToTimeRange: true } });
  });

  it("puts everything into the region it is given, and hands out alarms and dashboard", async () => {
    const plan = await planInFrankfurt(() => new ServiceLevel("level", { ...args, region: "eu-west-1" }));
    const children = plan.resources.filter(({ kind }) => kind === "custom");
    expect(children.map(({ inputs: { region } }) => region)).toEqual(children.map(() => "eu-west-1"));
    expect(resourceNamed(plan, "level").outputs).toMatchObject({
      alarmArns: { "works-1h": "arn:aws:cloudwatch:eu-west-1:000000000000:alarm:prod-stock-works-1h" },
      dashboardName: "prod-stock",
      dashboardArn: "arn:aws:cloudwatch::000000000000:dashboard/prod-stock",
    });
  });
});

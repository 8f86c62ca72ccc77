import {
  ServiceLevel,
  serviceLevelRefusals,
  type Objective,
  type PeriodsObjective,
  type RatioObjective,
  type ServiceLevelArgs,
  type ZeroObjective,
} from "../../../components/service-level";
import { failureOf, TAGS } from "../core/fixtures";

const metric = { namespace: "Inventory/Stock", metricName: "Bad", statistic: "Sum" };
const described = { promise: "it works", runbookUrl: "https://runbooks.example.com/works" };
const ratio: RatioObjective = { ...described, kind: "ratio", targetPercent: 99.9, bad: metric, total: [metric] };
const periods: PeriodsObjective = {
  ...described,
  kind: "periods",
  targetPercent: 99,
  metric,
  badWhen: "above",
  limit: 5,
};
const zero: ZeroObjective = { ...described, kind: "zero", metric };
const valid: ServiceLevelArgs = {
  levelName: "prod-stock",
  objectives: { works: ratio, fresh: periods, none: zero },
  pageTopicArns: ["arn:aws:sns:eu-central-1:111122223333:on-call"],
  ticketTopicArns: ["arn:aws:sns:eu-central-1:111122223333:tickets"],
  tags: TAGS,
};
/** Objectives as they come from a file, where no type holds a wrong value back. */
const monthly = JSON.parse('{"period":"1 day"}') as Partial<PeriodsObjective>;

function withObjective(objective: Objective): Partial<ServiceLevelArgs> {
  return { objectives: { works: objective } };
}

/** What is wrong, the change to the valid arguments, and the whole message: one row per row of the table, in its order. */
const rows: readonly (readonly [string, Partial<ServiceLevelArgs>, string])[] = [
  [
    "a name that is no name of a dashboard",
    { levelName: "prod/stock" },
    'levelName is "prod/stock", expected 1 to 128 letters, digits, underscores or dashes; choose the name of the dashboard, which the alarms\' names begin with',
  ],
  [
    "a level that promises nothing",
    { objectives: {} },
    "objectives is 0, expected 1 to 166 objectives; promise something, and no more than a dashboard shows",
  ],
  [
    "an objective with a name that alarms cannot carry",
    { objectives: { "Not fast": ratio } },
    'objectives is "Not fast", expected names of at most 60 lower-case letters, digits and single dashes; rename the objective: its alarms are called after it',
  ],
  [
    "a window shorter than a week",
    { window: "3 days" },
    'window is "3 days", expected whole days, 7 days to 90 days; choose a time that is well above the longest window of an alarm, such as 30 days',
  ],
  [
    "pages that reach nobody",
    { pageTopicArns: [] },
    "pageTopicArns is 0, expected 1 to 5 topics; name the topics that reach whoever is on call",
  ],
  [
    "tickets that reach nobody",
    { ticketTopicArns: [] },
    "ticketTopicArns is 0, expected 1 to 5 topics; name the topics that open a ticket",
  ],
  [
    "an objective that does not say what it promises",
    withObjective({ ...ratio, promise: " " }),
    'objectives.works.promise is " ", expected 1 to 200 characters; say what is promised, as the alarm will read it out',
  ],
  [
    "an objective without a runbook",
    withObjective({ ...zero, runbookUrl: "" }),
    'objectives.works.runbookUrl is "", expected an https address; write the runbook first: an alarm that nobody knows what to do about is noise',
  ],
  [
    "a target that leaves no budget",
    withObjective({ ...ratio, targetPercent: 100 }),
    'objectives.works.targetPercent is 100, expected less than 100; leave a budget, or promise a count that must be zero with kind "zero"',
  ],
  [
    "a target that no outage misses fast enough",
    withObjective({ ...periods, targetPercent: 90 }),
    "objectives.works.targetPercent is 90, expected 95 or more; raise it, or count periods within a limit: below it no outage burns fast enough to page",
  ],
  [
    "a statistic that CloudWatch does not compute",
    withObjective({ ...ratio, total: [{ ...metric, statistic: "Median" }] }),
    'objectives.works.statistic is "Median", expected Average, Maximum, Minimum, SampleCount, Sum, a percentile like p95 or a trimmed count like TC(0.3:); name a statistic that CloudWatch computes',
  ],
  [
    "more metrics than an alarm reads",
    withObjective({ ...ratio, total: Array.from({ length: 10 }, () => metric) }),
    "objectives.works.total is 10, expected 1 to 9 metrics; add the metrics up before they are published: an alarm reads 10 at most",
  ],
  [
    "an alarm without a bad event",
    withObjective({ ...ratio, leastBad: 0 }),
    "objectives.works.leastBad is 0, expected a whole number of events, 1 or more; choose how many bad events are worth an alarm",
  ],
  [
    "more bad periods than the shortest window has",
    withObjective({ ...periods, leastBad: 13 }),
    "objectives.works.leastBad is 13, expected a whole number of periods from 1 to 12; choose how many bad periods are worth an alarm",
  ],
  [
    "a limit that is no number",
    withObjective({ ...periods, limit: Number.NaN }),
    'objectives.works.limit is "NaN", expected a number; give the limit in the metric\'s unit',
  ],
  [
    "a period that the windows do not hold",
    withObjective({ ...periods, ...monthly }),
    'objectives.works.period is "1 day", expected 1 minute, 5 minutes, 1 hour; choose the one that is nearest to how often the metric is published, and not below it',
  ],
];

/** Values beside those of the rows that fall under the same refusal. */
const edges: readonly (readonly [string, Partial<ServiceLevelArgs>, string])[] = [
  ["a window beyond a quarter", { window: "91 days" }, "window"],
  ["a window of half days", { window: "180 hours" }, "window"],
  ["six topics", { pageTopicArns: Array.from({ length: 6 }, String) }, "pageTopicArns"],
  ["a runbook without TLS", withObjective({ ...zero, runbookUrl: "http://a.example" }), "objectives.works.runbookUrl"],
  ["no metric of all events", withObjective({ ...ratio, total: [] }), "objectives.works.total"],
  ["half an event", withObjective({ ...ratio, leastBad: 1.5 }), "objectives.works.leastBad"],
  ["a target above all", withObjective({ ...periods, targetPercent: 101 }), "objectives.works.targetPercent"],
  ["no target at all", withObjective({ ...ratio, targetPercent: Number.NaN }), "objectives.works.targetPercent"],
  ["too long a promise", withObjective({ ...zero, promise: "a".repeat(201) }), "objectives.works.promise"],
];

describe("ServiceLevel", () => {
  it("accepts the arguments that the refusals below start from", () => {
    expect(serviceLevelRefusals.filter(({ when }) => when(valid))).toStrictEqual([]);
  });

  it.each(rows)("refuses %s, before anything is registered", async (_, change, message) => {
    expect(await failureOf(() => new ServiceLevel("stock", { ...valid, ...change }))).toEqual({
      message: `service level "stock": ${message}`,
      registered: [],
    });
  });

  it.each(edges)("refuses %s", (_, change, arg) => {
    const problems = serviceLevelRefusals.filter(({ when }) => when({ ...valid, ...change }));
    expect(problems.map(({ say }) => say({ ...valid, ...change }).arg)).toEqual([arg]);
  });

  it("has a case for every refusal, in its order", () => {
    expect(rows.map(([, change], row) => serviceLevelRefusals[row]?.when({ ...valid, ...change }))).toEqual(
      serviceLevelRefusals.map(() => true),
    );
  });

  it("refuses several problems at once, and names the first objective that has one", async () => {
    const objectives = { works: ratio, fresh: { ...periods, targetPercent: 100 }, none: { ...zero, promise: "" } };
    const { message } = await failureOf(() => new ServiceLevel("stock", { ...valid, objectives }));
    expect(message.split("\n")).toEqual([
      'service level "stock": objectives.none.promise is "", expected 1 to 200 characters; say what is promised, as the alarm will read it out',
      'service level "stock": objectives.fresh.targetPercent is 100, expected less than 100; leave a budget, or promise a count that must be zero with kind "zero"',
    ]);
  });
});

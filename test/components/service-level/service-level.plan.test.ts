import fc from "fast-check";
import {
  BURN_RATES,
  budgetSpentPercent,
  burnThreshold,
  errorBudget,
  keptPeriod,
  LOWEST_TARGET_PERCENT,
  periodBurnRates,
  planServiceLevel,
  SERVICE_LEVEL_DEFAULTS,
  type PeriodsObjective,
  type PlannedBurn,
  type RatioObjective,
  type ZeroObjective,
} from "../../../components/service-level";
import { toSeconds } from "../../../components/core";
import { CLOUDWATCH_LIMITS } from "../../../facts/cloudwatch-limits";

const metric = { namespace: "Inventory/Stock", metricName: "Bad", statistic: "Sum" };
const all = { ...metric, metricName: "All" };
const described = { promise: "it works", runbookUrl: "https://runbooks.example.com/works" };
const ratio: RatioObjective = { ...described, kind: "ratio", targetPercent: 99.9, bad: metric, total: [all] };
const periods: PeriodsObjective = {
  ...described,
  kind: "periods",
  targetPercent: 99,
  metric,
  badWhen: "above",
  limit: 5,
};
const zero: ZeroObjective = { ...described, kind: "zero", metric };

/** Targets as people write them: up to four digits after the point. */
const targets = fc.integer({ min: LOWEST_TARGET_PERCENT * 10_000, max: 999_999 }).map((value) => value / 10_000);
const rates = fc.double({ min: 0, max: 1, noNaN: true });

function burnsOf(objective: RatioObjective | PeriodsObjective): readonly (readonly [string, PlannedBurn])[] {
  const { objectives } = planServiceLevel({ levelName: "prod", objectives: { works: objective } });
  return Object.entries(objectives.works?.burns ?? {});
}

/** Windows that ring while a share of plentiful events has been bad for longer than any window. */
function ringing(targetPercent: number, rate: number): readonly string[] {
  return burnsOf({ ...ratio, targetPercent })
    .filter(([, { long, short }]) => rate > long.threshold && rate > short.threshold)
    .map(([window]) => window);
}

/** Windows of counted periods that ring while every n-th period is bad. */
function ringingPeriods(objective: PeriodsObjective, badShare: number): readonly string[] {
  const rings = ({ evaluationPeriods, datapointsToAlarm }: PlannedBurn["long"]): boolean =>
    Math.floor(badShare * evaluationPeriods) >= datapointsToAlarm;
  return burnsOf(objective)
    .filter(([, { long, short }]) => rings(long) && rings(short))
    .map(([window]) => window);
}

describe("the error budget", () => {
  it.each([
    [99.9, 0.001, [0.0144, 0.006, 0.003, 0.001]],
    [99, 0.01, [0.144, 0.06, 0.03, 0.01]],
    [95, 0.05, [0.72, 0.3, 0.15, 0.05]],
    [99.99, 0.0001, [0.00144, 0.0006, 0.0003, 0.0001]],
  ])("of %s %% is %s, and burns at these thresholds", (target, budget, thresholds) => {
    expect(errorBudget(target)).toBe(budget);
    expect(Object.values(BURN_RATES).map(({ burnRate }) => burnThreshold(target, burnRate))).toEqual(thresholds);
  });

  it("loses 2, 5, 10 and 10 percent of 30 days by the time an alarm rings", () => {
    expect(Object.values(BURN_RATES).map((burn) => budgetSpentPercent(burn, "30 days"))).toEqual([2, 5, 10, 10]);
  });

  it("burns faster where the windows are shorter, and pages the faster half", () => {
    const rows = Object.values(BURN_RATES);
    const falling = rows.map(({ burnRate }) => burnRate);
    const long = rows.map((row) => toSeconds(row.long));
    const short = rows.map((row) => toSeconds(row.short));
    expect(falling).toEqual(falling.toSorted((one, other) => other - one));
    expect(long).toEqual(long.toSorted((one, other) => one - other));
    expect(short.map((seconds, row) => seconds / (long[row] ?? 0))).toEqual([1 / 12, 1 / 12, 1 / 12, 1 / 12]);
    expect(rows.map(({ severity }) => severity)).toEqual(["page", "page", "ticket", "ticket"]);
  });

  it("never rings below the target, whatever the target", () => {
    fc.assert(
      fc.property(targets, rates, (target, share) => {
        expect(ringing(target, errorBudget(target) * share)).toEqual([]);
      }),
    );
  });

  it("rings when it would be gone before the window ends, and at exactly the burn rates that are exceeded", () => {
    fc.assert(
      fc.property(targets, fc.double({ min: 1.001, max: 20, noNaN: true }), (target, burn) => {
        const expected = Object.entries(BURN_RATES).filter(([, { burnRate }]) => burn > burnRate * 1.000_001);
        const possible = Object.entries(BURN_RATES).filter(([, { burnRate }]) => burn > burnRate * 0.999_999);
        const found = ringing(target, errorBudget(target) * burn);
        expect(found.length).toBeGreaterThanOrEqual(expected.length);
        expect(found.length).toBeLessThanOrEqual(possible.length);
        expect(found).toContain("3d");
      }),
    );
  });

  it("rings ever more as the burn grows, and with everything in an outage", () => {
    fc.assert(
      fc.property(targets, rates, rates, (target, one, other) => {
        const less = ringing(target, Math.min(one, other));
        expect(ringing(target, Math.max(one, other))).toEqual(expect.arrayContaining([...less]));
        expect(ringing(target, 1)).toEqual(["1h", "6h", "1d", "3d"]);
      }),
    );
  });
});

describe("planServiceLevel", () => {
  it("plans with these defaults", () => {
    expect(SERVICE_LEVEL_DEFAULTS).toStrictEqual({
      window: "30 days",
      period: "1 minute",
      leastBadEvents: 5,
      leastBadPeriods: 3,
      missingPeriod: "bad",
      missingCount: "good",
    });
  });

  it("plans a ratio over whole windows, guarded in the long one", () => {
    const [[, hour] = []] = burnsOf(ratio);
    const read = {
      metrics: [
        { id: "bad", metric },
        { id: "total1", metric: all },
      ],
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0.0144,
      treatMissingData: "notBreaching",
    };
    const promise = "prod works: it works, 99.9 % over 30 days. The budget burns 14.4 times too fast over";
    const runbook = "Runbook: https://runbooks.example.com/works";
    expect(hour).toStrictEqual({
      name: "prod-works-1h",
      severity: "page",
      description: `${promise} 1 hour and still over 5 minutes: 2 % of it went in 1 hour. ${runbook}`,
      long: {
        ...read,
        description: `${promise} 1 hour. ${runbook}`,
        expressions: [
          { id: "total", expression: "SUM([total1])" },
          { id: "rate", expression: "IF(bad >= 5, bad / total, 0)" },
        ],
        periodSeconds: 3_600,
      },
      short: {
        ...read,
        description: `${promise} 5 minutes. ${runbook}`,
        expressions: [
          { id: "total", expression: "SUM([total1])" },
          { id: "rate", expression: "IF(bad >= 1, bad / total, 0)" },
        ],
        periodSeconds: 300,
      },
    });
  });

  it("adds several metrics of all events up, and guards as it is told", () => {
    const [[, hour] = []] = burnsOf({ ...ratio, total: [metric, all], leastBad: 20 });
    expect(hour?.long.expressions).toEqual([
      { id: "total", expression: "SUM([total1, total2])" },
      { id: "rate", expression: "IF(bad >= 20, bad / total, 0)" },
    ]);
  });

  it.each([
    ["1 minute", ["1h 9/60 1/5", "6h 22/360 2/30", "1d 15/1440 2/120"], [14.4, 6, 1]],
    ["5 minutes", ["1h 3/12 1/1", "6h 5/72 1/6", "1d 3/288 1/24"], [14.4, 6, 1]],
    ["1 hour", ["1d 3/24 1/2", "3d 3/72 1/6"], [3, 1]],
  ] as const)("counts the bad ones of periods of %s", (period, counted, burnRates) => {
    const of = ({ datapointsToAlarm, evaluationPeriods }: PlannedBurn["long"]): string =>
      `${datapointsToAlarm}/${evaluationPeriods}`;
    const found = burnsOf({ ...periods, period });
    expect(found.map(([window, { long, short }]) => `${window} ${of(long)} ${of(short)}`)).toEqual(counted);
    expect(Object.values(periodBurnRates(period)).map(({ burnRate }) => burnRate)).toEqual(burnRates);
  });

  it("takes a period without data for bad, or for good where it is told to", () => {
    const handling = (objective: PeriodsObjective): readonly string[] => [
      ...new Set(burnsOf(objective).flatMap(([, { long, short }]) => [long.treatMissingData, short.treatMissingData])),
    ];
    expect(handling(periods)).toEqual(["breaching"]);
    expect(handling({ ...periods, missing: "good" })).toEqual(["notBreaching"]);
  });

  it("compares with the limit from the side that is bad", () => {
    const [[, above] = []] = burnsOf(periods);
    const [[, below] = []] = burnsOf({ ...periods, badWhen: "below" });
    expect([above?.long.comparisonOperator, above?.long.threshold]).toEqual(["GreaterThanThreshold", 5]);
    expect(below?.short.comparisonOperator).toBe("LessThanThreshold");
  });

  it("pages no share of bad periods below the target, and all windows ring in an outage", () => {
    const lengths = fc.constantFrom("1 minute", "5 minutes", "1 hour");
    fc.assert(
      fc.property(targets, lengths, rates, (targetPercent, period, share) => {
        const objective = { ...periods, targetPercent, period } as const;
        expect(ringingPeriods(objective, errorBudget(targetPercent) * share)).toEqual([]);
        expect(ringingPeriods(objective, 1)).toEqual(Object.keys(periodBurnRates(period)));
      }),
    );
  });

  it("plans what CloudWatch takes", () => {
    fc.assert(
      fc.property(targets, fc.constantFrom("1 minute", "5 minutes", "1 hour"), (targetPercent, period) => {
        const burns = [...burnsOf({ ...ratio, targetPercent }), ...burnsOf({ ...periods, targetPercent, period })];
        for (const { periodSeconds, evaluationPeriods, datapointsToAlarm, metrics } of burns.flatMap(
          ([, { long, short }]) => [long, short],
        )) {
          const most =
            periodSeconds < CLOUDWATCH_LIMITS.longPeriodSeconds
              ? CLOUDWATCH_LIMITS.longestWindowOfShortPeriodsSeconds
              : CLOUDWATCH_LIMITS.longestWindowSeconds;
          expect(periodSeconds * evaluationPeriods).toBeLessThanOrEqual(most);
          expect(datapointsToAlarm).toBeLessThanOrEqual(evaluationPeriods);
          expect(metrics.length).toBeLessThanOrEqual(CLOUDWATCH_LIMITS.metricsOfAnAlarm);
        }
      }),
    );
  });

  it("plans one alarm for a count that must be zero", () => {
    const plan = planServiceLevel({ levelName: "prod", objectives: { none: zero }, window: "7 days" });
    const alarm = {
      description:
        "prod none: it works, without exception, and it was broken. Runbook: https://runbooks.example.com/works",
      metrics: [{ id: "measured", metric }],
      expressions: [],
      periodSeconds: 60,
      evaluationPeriods: 1,
      datapointsToAlarm: 1,
      comparisonOperator: "GreaterThanThreshold",
      threshold: 0,
      treatMissingData: "notBreaching",
    };
    expect(plan).toStrictEqual({
      levelName: "prod",
      window: "7 days",
      objectives: { none: { burns: {}, zero: alarm } },
    });
    const strict: ZeroObjective = { ...zero, missing: "bad", period: "1 hour" };
    const { objectives } = planServiceLevel({ levelName: "prod", objectives: { none: strict } });
    expect(objectives.none?.zero).toStrictEqual({ ...alarm, periodSeconds: 3_600, treatMissingData: "breaching" });
  });
});

describe("keptPeriod", () => {
  it.each([
    ["14 days", 60],
    ["15 days", 300],
    ["62 days", 300],
    ["63 days", 3_600],
  ] as const)("of %s is %s seconds", (window, seconds) => {
    expect(keptPeriod(window)).toBe(seconds);
  });
});

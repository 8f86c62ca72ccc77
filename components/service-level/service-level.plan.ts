import { toSeconds, type Duration } from "../core/units";
import {
  budgetSpentPercent,
  burnThreshold,
  BURN_RATES,
  periodBurnRates,
  type BurnRate,
  type Severity,
} from "./burn-rates";
import { SERVICE_LEVEL_DEFAULTS } from "./objectives";
import type {
  MetricSource,
  Objective,
  PeriodsObjective,
  RatioObjective,
  ServiceLevelPlanArgs,
  ZeroObjective,
} from "./objectives";

/** A metric that an expression names. */
export interface NamedMetric<Value = string> {
  readonly id: string;
  readonly metric: MetricSource<Value>;
}

/** An expression over metrics. */
export interface NamedExpression {
  readonly id: string;
  readonly expression: string;
}

/** One metric alarm, with every choice made. */
export interface PlannedLevelAlarm<Value = string> {
  readonly description: string;
  readonly metrics: readonly NamedMetric<Value>[];
  /** Expressions over the metrics, the last of which is compared; none where the one metric is. */
  readonly expressions: readonly NamedExpression[];
  readonly periodSeconds: number;
  readonly evaluationPeriods: number;
  readonly datapointsToAlarm: number;
  readonly comparisonOperator: "GreaterThanThreshold" | "LessThanThreshold";
  readonly threshold: number;
  readonly treatMissingData: "breaching" | "notBreaching";
}

/** A pair of windows, and the alarm that rings when both burn. */
export interface PlannedBurn<Value = string> {
  readonly name: string;
  readonly severity: Severity;
  readonly description: string;
  readonly long: PlannedLevelAlarm<Value>;
  readonly short: PlannedLevelAlarm<Value>;
}

/** The alarms of one objective: those of its burn rates, by the long window, or the one of a count that must be zero. */
export interface PlannedObjective<Value = string> {
  readonly burns: Readonly<Record<string, PlannedBurn<Value>>>;
  /**
   * The alarm of a count that must be zero.
   *
   * @default - the objective has a budget
   */
  readonly zero?: PlannedLevelAlarm<Value>;
}

/** A service level, with every choice made. */
export interface ServiceLevelPlan<Value = string> {
  readonly levelName: string;
  readonly window: Duration;
  readonly objectives: Readonly<Record<string, PlannedObjective<Value>>>;
}

/** An objective, and what its alarms say around it. */
interface Named<Value, Kind extends Objective<Value>> {
  readonly key: string;
  readonly objective: Kind;
  readonly levelName: string;
  readonly window: Duration;
}

type Shape<Value> = Omit<PlannedLevelAlarm<Value>, "description">;

/** Plans the alarms of every objective. */
export function planServiceLevel<Value = string>(args: ServiceLevelPlanArgs<Value>): ServiceLevelPlan<Value> {
  const { levelName, window = SERVICE_LEVEL_DEFAULTS.window } = args;
  const planned = Object.entries(args.objectives).map(
    ([key, objective]) => [key, planObjective(key, objective, { levelName, window })] as const,
  );
  return { levelName, window, objectives: Object.fromEntries(planned) };
}

function planObjective<Value>(
  key: string,
  objective: Objective<Value>,
  level: { readonly levelName: string; readonly window: Duration },
): PlannedObjective<Value> {
  switch (objective.kind) {
    case "ratio":
      return planRatio({ key, objective, ...level });
    case "periods":
      return planPeriods({ key, objective, ...level });
    case "zero":
      return { burns: {}, zero: planZero({ key, objective, ...level }) };
  }
}

function planRatio<Value>(named: Named<Value, RatioObjective<Value>>): PlannedObjective<Value> {
  const { objective } = named;
  const least = objective.leastBad ?? SERVICE_LEVEL_DEFAULTS.leastBadEvents;
  const burns = Object.entries(BURN_RATES).map(([window, burn]) => {
    const threshold = burnThreshold(objective.targetPercent, burn.burnRate);
    const long = ratioShape(objective, { window: burn.long, threshold, least });
    const short = ratioShape(objective, { window: burn.short, threshold, least: 1 });
    return [window, planBurn(named, { window, burn }, { long, short })] as const;
  });
  return { burns: Object.fromEntries(burns) };
}

/** One period as long as the window, so that its sums are those of the window. */
function ratioShape<Value>(
  { bad, total }: RatioObjective<Value>,
  { window, threshold, least }: { readonly window: Duration; readonly threshold: number; readonly least: number },
): Shape<Value> {
  return {
    metrics: ratioMetrics(bad, total),
    expressions: [
      { id: "total", expression: sumOf(total.length) },
      { id: "rate", expression: `IF(bad >= ${least}, bad / total, 0)` },
    ],
    periodSeconds: toSeconds(window),
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    comparisonOperator: "GreaterThanThreshold",
    threshold,
    // Without traffic, and without a single bad event, there is nothing to divide, and nobody was failed.
    treatMissingData: "notBreaching",
  };
}

/** The metrics of a ratio, as its expressions name them. */
export function ratioMetrics<Value>(
  bad: MetricSource<Value>,
  total: readonly MetricSource<Value>[],
): readonly NamedMetric<Value>[] {
  return [{ id: "bad", metric: bad }, ...total.map((metric, index) => ({ id: `total${index + 1}`, metric }))];
}

/** The sum of `total1`, `total2` …, as an expression. */
export function sumOf(count: number): string {
  return `SUM([${Array.from({ length: count }, (_, index) => `total${index + 1}`).join(", ")}])`;
}

function planPeriods<Value>(named: Named<Value, PeriodsObjective<Value>>): PlannedObjective<Value> {
  const { objective } = named;
  const { period = SERVICE_LEVEL_DEFAULTS.period, leastBad = SERVICE_LEVEL_DEFAULTS.leastBadPeriods } = objective;
  const burns = Object.entries(periodBurnRates(period)).map(([window, burn]) => {
    const share = burnThreshold(objective.targetPercent, burn.burnRate);
    const long = periodsShape(objective, { window: burn.long, share, least: leastBad });
    const short = periodsShape(objective, { window: burn.short, share, least: 1 });
    return [window, planBurn(named, { window, burn }, { long, short })] as const;
  });
  return { burns: Object.fromEntries(burns) };
}

/** As many bad periods of the window as exceed the share. */
function periodsShape<Value>(
  objective: PeriodsObjective<Value>,
  { window, share, least }: { readonly window: Duration; readonly share: number; readonly least: number },
): Shape<Value> {
  const { metric, badWhen, limit, period = SERVICE_LEVEL_DEFAULTS.period } = objective;
  const periods = toSeconds(window) / toSeconds(period);
  const missing = objective.missing ?? SERVICE_LEVEL_DEFAULTS.missingPeriod;
  return {
    metrics: [{ id: "measured", metric }],
    expressions: [],
    periodSeconds: toSeconds(period),
    evaluationPeriods: periods,
    datapointsToAlarm: Math.max(Math.floor(share * periods) + 1, least),
    comparisonOperator: badWhen === "above" ? "GreaterThanThreshold" : "LessThanThreshold",
    threshold: limit,
    treatMissingData: missing === "bad" ? "breaching" : "notBreaching",
  };
}

function planBurn<Value>(
  { key, objective, levelName, window: slo }: Named<Value, RatioObjective<Value> | PeriodsObjective<Value>>,
  { window, burn }: { readonly window: string; readonly burn: BurnRate },
  { long, short }: { readonly long: Shape<Value>; readonly short: Shape<Value> },
): PlannedBurn<Value> {
  const promise = `${levelName} ${key}: ${objective.promise}, ${objective.targetPercent} % over ${slo}`;
  const runbook = `Runbook: ${objective.runbookUrl}`;
  const spent = Number(budgetSpentPercent(burn, slo).toFixed(1));
  const over = (span: Duration): string => `${promise}. The budget burns ${burn.burnRate} times too fast over ${span}`;
  return {
    name: `${levelName}-${key}-${window}`,
    severity: burn.severity,
    description: `${over(burn.long)} and still over ${burn.short}: ${spent} % of it went in ${burn.long}. ${runbook}`,
    long: { description: `${over(burn.long)}. ${runbook}`, ...long },
    short: { description: `${over(burn.short)}. ${runbook}`, ...short },
  };
}

function planZero<Value>({ key, objective, levelName }: Named<Value, ZeroObjective<Value>>): PlannedLevelAlarm<Value> {
  const missing = objective.missing ?? SERVICE_LEVEL_DEFAULTS.missingCount;
  return {
    description: `${levelName} ${key}: ${objective.promise}, without exception, and it was broken. Runbook: ${objective.runbookUrl}`,
    metrics: [{ id: "measured", metric: objective.metric }],
    expressions: [],
    periodSeconds: toSeconds(objective.period ?? SERVICE_LEVEL_DEFAULTS.period),
    evaluationPeriods: 1,
    datapointsToAlarm: 1,
    comparisonOperator: "GreaterThanThreshold",
    threshold: 0,
    treatMissingData: missing === "bad" ? "breaching" : "notBreaching",
  };
}

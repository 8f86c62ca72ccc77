import { toDays, toSeconds, type Duration } from "../core/units";
import { BURN_RATES, errorBudget } from "./burn-rates";
import { SERVICE_LEVEL_DEFAULTS } from "./objectives";
import type { MetricSource, Objective, PeriodsObjective, RatioObjective, ZeroObjective } from "./objectives";
import { ratioMetrics, sumOf } from "./service-level.plan";

/** A widget of a dashboard, in CloudWatch's own form. */
export interface Widget {
  readonly type: "text" | "alarm" | "metric";
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: Readonly<Record<string, unknown>>;
}

/** What a dashboard shows. */
export interface DashboardArgs<Value> {
  /** Name of the dashboard. */
  readonly levelName: string;
  /** Time over which the targets hold. */
  readonly window: Duration;
  /** Objectives, by a short name. */
  readonly objectives: Readonly<Record<string, Objective<Value>>>;
  /** Region of the metrics. */
  readonly region: Value;
  /** Alarms that notify somebody. */
  readonly alarmArns: readonly Value[];
}

interface Surroundings<Value> {
  readonly window: Duration;
  readonly region: Value;
}

type Graphs = readonly [Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>];

/** Widgets that each objective adds. */
export const WIDGETS_OF_AN_OBJECTIVE = 3;
/** Widgets above those of the objectives. */
export const WIDGETS_OF_A_LEVEL = 2;

const HOUR = toSeconds("1 hour");
const HEAD = 2;
const ALARMS = 4;
const ROW = 6;

/** Plans the dashboard: the alarms, and per objective its promise, the budget that is left, and how fast it burns. */
export function planDashboard<Value>(args: DashboardArgs<Value>): { readonly widgets: readonly Widget[] } {
  const { levelName, window, region, alarmArns } = args;
  const rows = Object.entries(args.objectives).flatMap(([key, objective], index) =>
    planRow([key, objective], HEAD + ALARMS + index * ROW, { window, region }),
  );
  const head = `# ${levelName}\nObjectives over ${window}. A budget is the share that may be bad; at a burn rate of 1 it lasts exactly as long.`;
  return {
    widgets: [
      { type: "text", x: 0, y: 0, width: 24, height: HEAD, properties: { markdown: head } },
      { type: "alarm", x: 0, y: HEAD, width: 24, height: ALARMS, properties: { title: "Alarms", alarms: alarmArns } },
      ...rows,
    ],
  };
}

function planRow<Value>(
  [key, objective]: readonly [string, Objective<Value>],
  y: number,
  surroundings: Surroundings<Value>,
): readonly Widget[] {
  const [state, course] = graphs(objective, surroundings);
  const { region, window } = surroundings;
  const target = objective.kind === "zero" ? "without exception" : `${objective.targetPercent} % over ${window}`;
  const markdown = `## ${key}\n${objective.promise}, ${target}\n\n[Runbook](${objective.runbookUrl})`;
  return [
    { type: "text", x: 0, y, width: 6, height: ROW, properties: { markdown } },
    { type: "metric", x: 6, y, width: 6, height: ROW, properties: { region, view: "singleValue", ...state } },
    { type: "metric", x: 12, y, width: 12, height: ROW, properties: { region, view: "timeSeries", ...course } },
  ];
}

function graphs<Value>(objective: Objective<Value>, { window }: Surroundings<Value>): Graphs {
  const whole = { start: `-P${toDays(window)}D`, end: "P0D" };
  switch (objective.kind) {
    case "ratio":
      return ratioGraphs(objective, whole);
    case "periods":
      return periodsGraphs(objective, whole, window);
    case "zero":
      return zeroGraphs(objective, whole);
  }
}

function ratioGraphs<Value>({ bad, total, targetPercent }: RatioObjective<Value>, whole: object): Graphs {
  const hidden = ratioMetrics(bad, total).map(({ id, metric }) => series(metric, { id, visible: false }));
  const burning = `FILL(bad, 0) / ${sumOf(total.length)} / ${errorBudget(targetPercent)}`;
  return [
    {
      ...whole,
      title: "Budget left, %",
      setPeriodToTimeRange: true,
      metrics: [[{ id: "left", label: "left", expression: `100 * (1 - ${burning})` }], ...hidden],
    },
    {
      title: "Burn rate over an hour",
      period: HOUR,
      metrics: [[{ id: "burn", label: "burn rate", expression: burning }], ...hidden],
      annotations: { horizontal: Object.values(BURN_RATES).map(({ burnRate, long }) => line(burnRate, long)) },
    },
  ];
}

/** The state is read from an average over periods; it is added to nothing of the metric, as a graph shows no number. */
function periodsGraphs<Value>(objective: PeriodsObjective<Value>, whole: object, window: Duration): Graphs {
  const { metric, limit, targetPercent, badWhen, period = SERVICE_LEVEL_DEFAULTS.period } = objective;
  const bad = `AVG(IF(measured ${badWhen === "above" ? ">" : "<"} ${limit}, 1, 0))`;
  const left = `0 * measured + 100 * (1 - ${bad} / ${errorBudget(targetPercent)})`;
  return [
    {
      ...whole,
      title: "Budget left, %",
      period: Math.max(toSeconds(period), keptPeriod(window)),
      metrics: [[{ id: "left", label: "left", expression: left }], series(metric, { id: "measured", visible: false })],
    },
    {
      title: `Bad ${badWhen} the line`,
      period: toSeconds(period),
      metrics: [series(metric, { id: "measured" })],
      annotations: { horizontal: [line(limit, "limit")] },
    },
  ];
}

function zeroGraphs<Value>({ metric, period }: ZeroObjective<Value>, whole: object): Graphs {
  return [
    { ...whole, title: "Count", setPeriodToTimeRange: true, metrics: [series(metric, { id: "measured" })] },
    {
      title: "Bad above zero",
      period: toSeconds(period ?? SERVICE_LEVEL_DEFAULTS.period),
      metrics: [series(metric, { id: "measured" })],
      annotations: { horizontal: [line(0, "zero")] },
    },
  ];
}

/**
 * Shortest period of which CloudWatch still holds data for all of a window: a minute for 15 days, five for 63, an hour
 * from then on.
 *
 * Source: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricStat.html, Period (read
 * 2026-11-26).
 */
export function keptPeriod(window: Duration): number {
  const days = toDays(window);
  if (days < 15) {
    return 60;
  }
  return days < 63 ? 300 : HOUR;
}

function line(value: number, label: string): { readonly value: number; readonly label: string } {
  return { value, label };
}

function series<Value>(
  { namespace, metricName, dimensions = {}, statistic }: MetricSource<Value>,
  options: { readonly id: string; readonly visible?: boolean },
): readonly unknown[] {
  return [namespace, metricName, ...Object.entries(dimensions).flat(), { ...options, stat: statistic }];
}

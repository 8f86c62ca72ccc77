import { CLOUDWATCH_LIMITS, CLOUDWATCH_STATISTIC } from "../../facts/cloudwatch-limits";
import type { Problem, Refusal } from "../core";
import { toSeconds, type Duration } from "../core/units";
import { MEASURED_PERIODS } from "./burn-rates";
import { WIDGETS_OF_A_LEVEL, WIDGETS_OF_AN_OBJECTIVE } from "./dashboard.plan";
import { SERVICE_LEVEL_DEFAULTS } from "./objectives";
import type { MetricSource, Objective, ServiceLevelPlanArgs } from "./objectives";

/** What the refusals of a service level look at. */
export interface ServiceLevelRefusalArgs extends ServiceLevelPlanArgs<unknown> {
  /** Topics that reach somebody now. */
  readonly pageTopicArns: readonly unknown[];
  /** Topics that reach somebody in working hours. */
  readonly ticketTopicArns: readonly unknown[];
}

/** Lowest target: below it the fastest burn that alarms is more than all events. */
export const LOWEST_TARGET_PERCENT = 95;
/** Shortest and longest time over which targets hold. */
export const SERVICE_LEVEL_WINDOWS = { shortest: "7 days", longest: "90 days" } as const satisfies Record<
  string,
  Duration
>;
/** Most objectives of one dashboard. */
export const MOST_OBJECTIVES = Math.floor((CLOUDWATCH_LIMITS.widgets - WIDGETS_OF_A_LEVEL) / WIDGETS_OF_AN_OBJECTIVE);

const LEVEL_NAME = /^[a-zA-Z0-9_-]{1,128}$/;
const OBJECTIVE_NAME = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const RUNBOOK_URL = /^https:\/\/\S+$/;
const MOST_TOTALS = CLOUDWATCH_LIMITS.metricsOfAnAlarm - 1;
/** Periods of the shortest long window: an hour of five minutes. */
const MOST_LEAST_BAD_PERIODS = 12;
const MOST_PROMISE = 200;

type LevelRefusal = Refusal<ServiceLevelRefusalArgs>;
type Any = Objective<unknown>;

/** A refusal of the first objective that a test finds wrong. */
function each(isWrong: (objective: Any) => boolean, say: (objective: Any) => Problem): LevelRefusal {
  const wrong = ({ objectives }: ServiceLevelRefusalArgs): readonly (readonly [string, Any])[] =>
    Object.entries(objectives).filter(([, objective]) => isWrong(objective));
  return {
    when: (args) => wrong(args).length > 0,
    say: (args) => {
      const [[key, objective] = []] = wrong(args);
      const problem = objective === undefined ? { arg: "", got: "", expected: "", change: "" } : say(objective);
      return { ...problem, arg: `objectives.${key}.${problem.arg}` };
    },
  };
}

const level: readonly LevelRefusal[] = [
  {
    when: ({ levelName }) => !LEVEL_NAME.test(levelName),
    say: ({ levelName }) => ({
      arg: "levelName",
      got: levelName,
      expected: "1 to 128 letters, digits, underscores or dashes",
      change: "choose the name of the dashboard, which the alarms' names begin with",
    }),
  },
  {
    when: ({ objectives }) => !isBetween(Object.keys(objectives).length, 1, MOST_OBJECTIVES),
    say: ({ objectives }) => ({
      arg: "objectives",
      got: Object.keys(objectives).length,
      expected: `1 to ${MOST_OBJECTIVES} objectives`,
      change: "promise something, and no more than a dashboard shows",
    }),
  },
  {
    when: ({ objectives }) => Object.keys(objectives).some((key) => !OBJECTIVE_NAME.test(key) || key.length > 60),
    say: ({ objectives }) => ({
      arg: "objectives",
      got: Object.keys(objectives).find((key) => !OBJECTIVE_NAME.test(key) || key.length > 60),
      expected: "names of at most 60 lower-case letters, digits and single dashes",
      change: "rename the objective: its alarms are called after it",
    }),
  },
  {
    when: ({ window }) => window !== undefined && !isWindow(window),
    say: ({ window }) => ({
      arg: "window",
      got: window,
      expected: `whole days, ${SERVICE_LEVEL_WINDOWS.shortest} to ${SERVICE_LEVEL_WINDOWS.longest}`,
      change: `choose a time that is well above the longest window of an alarm, such as ${SERVICE_LEVEL_DEFAULTS.window}`,
    }),
  },
  topics("pageTopicArns", "name the topics that reach whoever is on call"),
  topics("ticketTopicArns", "name the topics that open a ticket"),
];

function topics(arg: "pageTopicArns" | "ticketTopicArns", change: string): LevelRefusal {
  return {
    when: (args) => !isBetween(args[arg].length, 1, 5),
    say: (args) => ({ arg, got: args[arg].length, expected: "1 to 5 topics", change }),
  };
}

const promises: readonly LevelRefusal[] = [
  each(
    ({ promise }) => !isBetween(promise.trim().length, 1, MOST_PROMISE),
    ({ promise }) => ({
      arg: "promise",
      got: promise,
      expected: `1 to ${MOST_PROMISE} characters`,
      change: "say what is promised, as the alarm will read it out",
    }),
  ),
  each(
    ({ runbookUrl }) => !RUNBOOK_URL.test(runbookUrl),
    ({ runbookUrl }) => ({
      arg: "runbookUrl",
      got: runbookUrl,
      expected: "an https address",
      change: "write the runbook first: an alarm that nobody knows what to do about is noise",
    }),
  ),
  each(
    (objective) => objective.kind !== "zero" && objective.targetPercent >= 100,
    (objective) => ({
      arg: "targetPercent",
      got: targetOf(objective),
      expected: "less than 100",
      change: 'leave a budget, or promise a count that must be zero with kind "zero"',
    }),
  ),
  each(
    (objective) => objective.kind !== "zero" && !(objective.targetPercent >= LOWEST_TARGET_PERCENT),
    (objective) => ({
      arg: "targetPercent",
      got: targetOf(objective),
      expected: `${LOWEST_TARGET_PERCENT} or more`,
      change: "raise it, or count periods within a limit: below it no outage burns fast enough to page",
    }),
  ),
];

const measures: readonly LevelRefusal[] = [
  each(
    (objective) => metricsOf(objective).some(({ statistic }) => !CLOUDWATCH_STATISTIC.test(statistic)),
    (objective) => ({
      arg: "statistic",
      got: metricsOf(objective).find(({ statistic }) => !CLOUDWATCH_STATISTIC.test(statistic))?.statistic,
      expected: "Average, Maximum, Minimum, SampleCount, Sum, a percentile like p95 or a trimmed count like TC(0.3:)",
      change: "name a statistic that CloudWatch computes",
    }),
  ),
  each(
    (objective) => objective.kind === "ratio" && !isBetween(objective.total.length, 1, MOST_TOTALS),
    (objective) => ({
      arg: "total",
      got: objective.kind === "ratio" ? objective.total.length : 0,
      expected: `1 to ${MOST_TOTALS} metrics`,
      change: `add the metrics up before they are published: an alarm reads ${CLOUDWATCH_LIMITS.metricsOfAnAlarm} at most`,
    }),
  ),
  each(
    (objective) => objective.kind === "ratio" && !isLeast(objective.leastBad, Number.MAX_SAFE_INTEGER),
    (objective) => ({
      arg: "leastBad",
      got: objective.kind === "ratio" ? objective.leastBad : 0,
      expected: "a whole number of events, 1 or more",
      change: "choose how many bad events are worth an alarm",
    }),
  ),
  each(
    (objective) => objective.kind === "periods" && !isLeast(objective.leastBad, MOST_LEAST_BAD_PERIODS),
    (objective) => ({
      arg: "leastBad",
      got: objective.kind === "periods" ? objective.leastBad : 0,
      expected: `a whole number of periods from 1 to ${MOST_LEAST_BAD_PERIODS}`,
      change: "choose how many bad periods are worth an alarm",
    }),
  ),
  each(
    (objective) => objective.kind === "periods" && !Number.isFinite(objective.limit),
    (objective) => ({
      arg: "limit",
      got: objective.kind === "periods" ? String(objective.limit) : "",
      expected: "a number",
      change: "give the limit in the metric's unit",
    }),
  ),
  each(
    (objective) => objective.kind !== "ratio" && !isPeriod(objective.period),
    (objective) => ({
      arg: "period",
      got: objective.kind === "ratio" ? "" : objective.period,
      expected: MEASURED_PERIODS.join(", "),
      change: "choose the one that is nearest to how often the metric is published, and not below it",
    }),
  ),
];

/** Reasons to refuse a service level. */
export const serviceLevelRefusals: readonly LevelRefusal[] = [...level, ...promises, ...measures];

function metricsOf(objective: Any): readonly MetricSource<unknown>[] {
  return objective.kind === "ratio" ? [objective.bad, ...objective.total] : [objective.metric];
}

function targetOf(objective: Any): number | undefined {
  return objective.kind === "zero" ? undefined : objective.targetPercent;
}

function isWindow(window: Duration): boolean {
  const { shortest, longest } = SERVICE_LEVEL_WINDOWS;
  const seconds = toSeconds(window);
  return seconds % toSeconds("1 day") === 0 && isBetween(seconds, toSeconds(shortest), toSeconds(longest));
}

function isPeriod(period: Duration | undefined): boolean {
  return period === undefined || MEASURED_PERIODS.some((known) => known === period);
}

function isLeast(least: number | undefined, most: number): boolean {
  return least === undefined || (Number.isInteger(least) && isBetween(least, 1, most));
}

function isBetween(value: number, least: number, most: number): boolean {
  return value >= least && value <= most;
}

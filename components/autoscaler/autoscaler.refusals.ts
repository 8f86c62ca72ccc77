import type { Refusal } from "../core";
import { areTotals, KEDA_DEFAULTS } from "./autoscaler.plan";
import type { AutoscalerPlanArgs } from "./autoscaler.plan";
import { aimless, misnamed, repeated, unaskable, type BusinessMetric } from "./business-metric";
import { campaignRefusals, type CalendarArgs } from "./campaign-calendar";
import { FLASH_SALE_BEHAVIOR, isOutOfBounds, MAX_POLICY_PERIOD, MAX_STABILIZATION } from "./scaling-behavior";

type AutoscalerRefusal = Refusal<AutoscalerPlanArgs>;

/** Fewest pods a kind of autoscaler can keep. */
const FLOOR = { hpa: 1, keda: 0 } as const satisfies Record<AutoscalerPlanArgs["kind"], number>;

const bounds: readonly AutoscalerRefusal[] = [
  {
    when: (args) => !isCount(minReplicasOf(args), FLOOR[args.kind]),
    say: (args) => ({
      arg: "minReplicas",
      got: args.minReplicas,
      expected: `a whole number of at least ${FLOOR[args.kind]}`,
      change: args.kind === "hpa" ? 'raise it, or choose kind "keda" to go down to zero' : "raise it",
    }),
  },
  {
    when: (args) => !isCount(args.maxReplicas, minReplicasOf(args) + 1),
    say: (args) => ({
      arg: "maxReplicas",
      got: args.maxReplicas,
      expected: `a whole number above minReplicas (${minReplicasOf(args)})`,
      change: "raise it to the pods of the highest load, a flash sale included",
    }),
  },
  {
    when: (args) => args.behavior !== undefined && isOutOfBounds(args.behavior),
    say: ({ behavior }) => ({
      arg: "behavior",
      got: behavior ?? FLASH_SALE_BEHAVIOR,
      expected:
        `policies of at least 1 with periods of 1 second to ${MAX_POLICY_PERIOD}, ` +
        `stabilization of at most ${MAX_STABILIZATION}`,
      change: "shorten it, or leave it out",
    }),
  },
];

const metrics: readonly AutoscalerRefusal[] = [
  {
    when: (args) => args.metrics.length === 0,
    say: (args) => ({
      arg: "metrics",
      got: args.metrics,
      expected: "at least one business metric",
      change: "say what the workload scales on: pending orders, queue depth, latency",
    }),
  },
  {
    when: (args) => misnamed(args.metrics).length > 0,
    say: (args) => ({
      arg: "metrics",
      got: misnamed(args.metrics),
      expected: "names of 1 to 63 lower-case letters, digits and underscores, starting with a letter",
      change: "rename the metrics",
    }),
  },
  {
    when: (args) => repeated(args.metrics).length > 0,
    say: (args) => ({
      arg: "metrics",
      got: repeated(args.metrics),
      expected: "each name once",
      change: "rename one of the metrics",
    }),
  },
  {
    when: (args) => unaskable(args.metrics).length > 0,
    say: (args) => ({
      arg: "metrics",
      got: unaskable(args.metrics),
      expected: "queries of PromQL without << or >>",
      change: "give each metric the query that yields its value",
    }),
  },
  {
    when: (args) => aimless(args.metrics).length > 0,
    say: (args) => ({
      arg: "metrics",
      got: aimless(args.metrics),
      expected: "targets above 0",
      change: "give each total what one pod takes, each gauge the level to hold",
    }),
  },
];

const sources: readonly AutoscalerRefusal[] = [
  {
    when: (args) => unserved(args).length > 0,
    say: (args) => ({
      arg: "metrics",
      got: unserved(args).map(({ name }) => name),
      expected: `metrics that the source serves for service "${args.target.service}" in "${args.target.namespace}"`,
      change: "add them, with the same query, to the metrics of the cluster's MetricsApi",
    }),
  },
  {
    when: (args) => args.kind === "keda" && !args.source.keda,
    say: (args) => ({
      arg: "source",
      got: { keda: args.source.keda },
      expected: "a source with KEDA",
      change: 'set keda on the cluster\'s MetricsApi, or choose kind "hpa"',
    }),
  },
];

const keda: readonly AutoscalerRefusal[] = [
  {
    when: (args) => args.kind === "keda" && minReplicasOf(args) === 0 && !areTotals(args.metrics),
    say: (args) => ({
      arg: "minReplicas",
      got: minReplicasOf(args),
      expected: "at least 1 with a gauge among the metrics",
      change: "raise it, or scale on totals: what the pods themselves report is gone when they are",
    }),
  },
  {
    when: (args) => args.kind === "keda" && !isLevel(args.activationThreshold ?? KEDA_DEFAULTS.activationThreshold),
    say: (args) => ({
      arg: "activationThreshold",
      got: args.kind === "keda" ? args.activationThreshold : undefined,
      expected: "a number of at least 0",
      change: "raise it",
    }),
  },
  {
    when: (args) => args.kind === "keda" && args.fallbackReplicas !== undefined && !isFallback(args),
    say: (args) => ({
      arg: "fallbackReplicas",
      got: args.kind === "keda" ? args.fallbackReplicas : undefined,
      expected: `a whole number from 1 to maxReplicas (${args.maxReplicas}), with totals only`,
      change: "lower it, or leave it out",
    }),
  },
];

/** A calendar is judged where there is one: kind `hpa` has none. */
const calendar: readonly AutoscalerRefusal[] = campaignRefusals.map(({ when, say }) => ({
  when: (args) => when(calendarOf(args)),
  say: (args) => say(calendarOf(args)),
}));

/** Reasons to refuse an autoscaler. */
export const autoscalerRefusals: readonly AutoscalerRefusal[] = [
  ...bounds,
  ...metrics,
  ...sources,
  ...keda,
  ...calendar,
];

function calendarOf(args: AutoscalerPlanArgs): CalendarArgs {
  const campaigns = args.kind === "keda" ? (args.campaigns ?? {}) : {};
  return { campaigns, minReplicas: minReplicasOf(args), maxReplicas: args.maxReplicas };
}

function minReplicasOf(args: AutoscalerPlanArgs): number {
  return args.minReplicas ?? KEDA_DEFAULTS.minReplicas;
}

function isCount(value: number, least: number): boolean {
  return Number.isInteger(value) && value >= least;
}

function isLevel(value: number): boolean {
  return Number.isFinite(value) && value >= 0;
}

function isFallback(args: AutoscalerPlanArgs): boolean {
  const replicas = args.kind === "keda" ? (args.fallbackReplicas ?? 1) : 1;
  return isCount(replicas, 1) && replicas <= args.maxReplicas && areTotals(args.metrics);
}

/** Metrics of a plain autoscaler that nobody serves; KEDA asks Prometheus itself. */
function unserved({ kind, source, target, metrics: wanted }: AutoscalerPlanArgs): BusinessMetric[] {
  if (kind === "keda") {
    return [];
  }
  const mine = source.served.filter(
    ({ namespace, service }) => namespace === target.namespace && service === target.service,
  );
  return wanted.filter(({ name, query }) => !mine.some(({ metric }) => metric.name === name && metric.query === query));
}

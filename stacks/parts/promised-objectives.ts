import { runbookAddress, type RunbookId } from "../../components/core/runbooks";
import { toSeconds } from "../../components/core/units";
import { canaryName } from "../../components/observability/canaries.plan";
import type { MetricSource, Objective } from "../../components/service-level/objectives";
import type { PlannedLevel, RegionStack } from "../topology";

type Promised = PlannedLevel["promises"][string];
type Kind = Promised["kind"];
type Of<Wanted extends Kind> = Extract<Promised, { readonly kind: Wanted }>;

/** Namespace of what services publish about themselves, with the dimension `Service`. */
export const SERVICE_NAMESPACE = "Inventory/Service";

/** Metrics by which a service says how it does: what it publishes into {@link SERVICE_NAMESPACE}. */
export const SERVICE_METRICS = {
  availability: { bad: "FailedRequests", total: "Requests" },
  latency: { time: "RequestMilliseconds" },
  freshness: { gauge: "ProjectionAgeSeconds" },
  "stock-mismatch": { bad: "StockMismatches", total: "StockCounts" },
  "reconciliation-delta": { gauge: "ReconciliationDelta" },
  "cache-hits": { gauge: "CacheHitPercent" },
  "negative-inventory": { count: "NegativeStock" },
  "duplicate-allocation": { count: "DuplicateAllocations" },
} as const satisfies Readonly<Record<Kind, Readonly<Record<string, string>>>>;

/** Runbook that the alarms of an objective name. */
const RUNBOOK_OF = {
  availability: "error-budget-burn",
  latency: "error-budget-burn",
  freshness: "read-model-behind",
  "stock-mismatch": "stock-mismatch",
  "reconciliation-delta": "stuck-reconciliation",
  "cache-hits": "cache-misses",
  "negative-inventory": "negative-inventory",
  "duplicate-allocation": "duplicate-allocation",
} as const satisfies Readonly<Record<Kind, RunbookId>>;

/** What the objectives of a service are measured by, in a region. */
export function promisedObjectives(
  { name: stack, runbooks }: Pick<RegionStack, "name" | "runbooks">,
  { name, promises, apiName }: PlannedLevel,
): Readonly<Record<string, Objective>> {
  const context: Context = { stack, runbooks, name, apiName };
  return Object.fromEntries(Object.entries(promises).map(([key, promised]) => [key, objectiveOf(promised, context)]));
}

interface Context {
  readonly stack: string;
  readonly runbooks: string;
  readonly name: string;
  readonly apiName: string | undefined;
}

function objectiveOf(promised: Promised, context: Context): Objective {
  const runbookUrl = runbookAddress(context.runbooks, RUNBOOK_OF[promised.kind]);
  return { ...shapeOf(promised, context), runbookUrl };
}

/** An objective but its runbook. */
type Shape = { [Each in Objective["kind"]]: Omit<Extract<Objective, { kind: Each }>, "runbookUrl"> }[Objective["kind"]];

function shapeOf(promised: Promised, context: Context): Shape {
  switch (promised.kind) {
    case "availability":
      return availabilityOf(promised, context);
    case "latency":
      return latencyOf(promised, context);
    case "freshness":
      return {
        ...gauge(promised, context, "Maximum"),
        promise: `what is read is at most ${promised.within} behind`,
        badWhen: "above",
        limit: toSeconds(promised.within),
      };
    case "reconciliation-delta":
      return {
        ...gauge(promised, context, "Maximum"),
        promise: `systems of record differ by at most ${String(promised.units)} units`,
        badWhen: "above",
        limit: promised.units,
        period: "1 hour",
        // A nightly run counts once; that it ran at all is the business of the job's own alarms.
        leastBad: 1,
        missing: "good",
      };
    case "cache-hits":
      return {
        ...gauge(promised, context, "Average"),
        promise: `the cache serves ${String(promised.percent)} of 100 reads`,
        badWhen: "below",
        limit: promised.percent,
        period: "5 minutes",
      };
    case "stock-mismatch":
    case "negative-inventory":
    case "duplicate-allocation":
      return correctnessOf(promised, context);
  }
}

function correctnessOf(
  promised: Of<"stock-mismatch" | "negative-inventory" | "duplicate-allocation">,
  { name }: Context,
): Shape {
  if (promised.kind === "stock-mismatch") {
    const { bad, total } = SERVICE_METRICS[promised.kind];
    return {
      kind: "ratio",
      promise: "counted stock is recorded stock",
      targetPercent: promised.targetPercent,
      bad: ofService(name, bad, "Sum"),
      total: [ofService(name, total, "Sum")],
    };
  }
  const metric = ofService(name, SERVICE_METRICS[promised.kind].count, "Maximum");
  return promised.kind === "negative-inventory"
    ? { kind: "zero", promise: "no stock is negative", metric, period: "5 minutes", missing: "bad" }
    : { kind: "zero", promise: "no unit is allocated twice", metric };
}

function gauge(
  { kind, targetPercent }: Of<"freshness" | "reconciliation-delta" | "cache-hits">,
  { name }: Context,
  statistic: string,
) {
  const metric = ofService(name, SERVICE_METRICS[kind].gauge, statistic);
  return { kind: "periods", targetPercent, metric } as const;
}

function availabilityOf({ targetPercent, from, endpoint }: Of<"availability">, context: Context): Shape {
  const promise = "requests are answered";
  const ratio = { kind: "ratio", promise, targetPercent } as const;
  switch (from) {
    case "api":
      return { ...ratio, bad: ofApi(context, "5XXError", "Sum"), total: [ofApi(context, "Count", "SampleCount")] };
    case "canary": {
      const metric = ofCanary(context, endpoint, "SuccessPercent");
      return { ...perRun(targetPercent, metric), promise, badWhen: "below", limit: 100 };
    }
    case "service": {
      const { bad, total } = SERVICE_METRICS.availability;
      return { ...ratio, bad: ofService(context.name, bad, "Sum"), total: [ofService(context.name, total, "Sum")] };
    }
  }
}

/** Requests are counted by how long they took, so that each weighs the same whatever the window. */
function latencyOf({ targetPercent, from, endpoint, milliseconds }: Of<"latency">, context: Context): Shape {
  const promise = `requests are answered within ${String(milliseconds)} milliseconds`;
  const slow = `TC(${String(milliseconds)}:)`;
  const ratio = { kind: "ratio", promise, targetPercent } as const;
  switch (from) {
    case "api":
      return { ...ratio, bad: ofApi(context, "Latency", slow), total: [ofApi(context, "Latency", "SampleCount")] };
    case "canary": {
      const metric = ofCanary(context, endpoint, "Duration");
      return { ...perRun(targetPercent, metric), promise, badWhen: "above", limit: milliseconds };
    }
    case "service": {
      const { time } = SERVICE_METRICS.latency;
      return {
        ...ratio,
        bad: ofService(context.name, time, slow),
        total: [ofService(context.name, time, "SampleCount")],
      };
    }
  }
}

/** A canary runs every five minutes: each run is a period. */
function perRun(targetPercent: number, metric: MetricSource) {
  return { kind: "periods", targetPercent, metric, period: "5 minutes" } as const;
}

function ofService(name: string, metricName: string, statistic: string): MetricSource {
  return { namespace: SERVICE_NAMESPACE, metricName, dimensions: { Service: name }, statistic };
}

function ofApi({ apiName, name }: Context, metricName: string, statistic: string): MetricSource {
  if (apiName === undefined) {
    throw new RangeError(`${name} has objectives of an API that is not there; check the environment first`);
  }
  return { namespace: "AWS/ApiGateway", metricName, dimensions: { ApiName: apiName }, statistic };
}

function ofCanary({ stack, name }: Context, endpoint: string | undefined, metricName: string): MetricSource {
  if (endpoint === undefined) {
    throw new RangeError(`${name} has objectives of no endpoint; check the environment first`);
  }
  const CanaryName = canaryName({ namePrefix: stack }, endpoint);
  return { namespace: "CloudWatchSynthetics", metricName, dimensions: { CanaryName }, statistic: "Average" };
}

import type { Gauge } from "prom-client";
import type { Metrics } from "./metrics";
import type { Context, Counts, RequestCounts } from "./tally";

/** One metric of one context: values, and how often each occurred. */
export interface Datum {
  readonly service: Context;
  readonly name: string;
  readonly unit: "Count" | "Milliseconds" | "Percent" | "Seconds";
  readonly values: ReadonlyMap<number, number>;
}

/** How old a look at the stock may be to be told: every five minutes there is one, and a promise without word is broken. */
const STOCK_TOLD_SECONDS = 600;

/** What is told of the last minute, and of how things are. */
export interface Told {
  readonly data: readonly Datum[];
  /** Day whose reconciliation is among the data; the one before where it is not. */
  readonly reconciledDay: number | undefined;
}

/**
 * What the platform's service levels read, out of what the service counted and of the gauges that Prometheus reads too. A gauge that
 * nobody has set is not told: silence is what some alarms ring for.
 * @param told day whose reconciliation was told before; a run is told once, or it would count in every hour after it
 */
export async function serviceData(
  metrics: Metrics,
  counts: Counts,
  { told, nowSeconds }: { readonly told: number | undefined; readonly nowSeconds: number },
): Promise<Told> {
  const day = await valueOf(metrics.reconciledDay);
  const oldest = (await valueOf(metrics.oldestUnpublished)) ?? 0;
  const isNew = day !== undefined && day !== told;
  return {
    data: [
      ...requestData("allocation", counts.requests.allocation),
      ...requestData("availability", counts.requests.availability),
      cacheHits(counts.reads),
      single("availability", "ProjectionAgeSeconds", "Seconds", Math.max(counts.longestSeconds ?? 0, oldest)),
      ...(await stockData(metrics, nowSeconds)),
      ...(isNew ? await reconciliationData(metrics) : []),
    ],
    reconciledDay: isNew ? day : told,
  };
}

function requestData(service: Context, { requests, failed, milliseconds }: RequestCounts): Datum[] {
  return [
    single(service, "Requests", "Count", requests),
    single(service, "FailedRequests", "Count", failed),
    ...(requests === 0
      ? []
      : [{ service, name: "RequestMilliseconds", unit: "Milliseconds", values: milliseconds } as const]),
  ];
}

/** Each read is a hundred or nothing, so that the average weighs replicas by their reads. Nobody was failed where nobody read. */
function cacheHits({ cache, database }: Counts["reads"]): Datum {
  const values =
    cache + database === 0 ? [[100, 1] as const] : ([[100, cache] as const, [0, database] as const] as const);
  return {
    ...{ service: "availability", name: "CacheHitPercent", unit: "Percent" },
    values: new Map(values.filter(([, times]) => times > 0)),
  };
}

async function stockData({ faultyRows, stockCheckedAt }: Metrics, nowSeconds: number): Promise<Datum[]> {
  const checkedAt = await valueOf(stockCheckedAt);
  if (checkedAt === undefined || nowSeconds - checkedAt > STOCK_TOLD_SECONDS) {
    return [];
  }
  const rows = await valuesBy(faultyRows, "fault");
  return [
    single("allocation", "NegativeStock", "Count", rows.get("negative") ?? 0),
    single("allocation", "DuplicateAllocations", "Count", rows.get("over-allocated") ?? 0),
  ];
}

async function reconciliationData({ reconciledRows, reconciliationDelta }: Metrics): Promise<Datum[]> {
  const rows = await valuesBy(reconciledRows, "kind");
  const all = [...rows.values()].reduce((sum, each) => sum + each, 0);
  const delta = await valueOf(reconciliationDelta);
  return [
    single("reconciliation", "StockCounts", "Count", all),
    single("reconciliation", "StockMismatches", "Count", all - (rows.get("equal") ?? 0)),
    ...(delta === undefined ? [] : [single("reconciliation", "ReconciliationDelta", "Count", delta)]),
  ];
}

// eslint-disable-next-line max-params -- a row of a table
function single(service: Context, name: string, unit: Datum["unit"], value: number): Datum {
  return { service, name, unit, values: new Map([[value, 1]]) };
}

async function valueOf(gauge: Gauge): Promise<number | undefined> {
  const { values } = await gauge.get();
  return values[0]?.value;
}

async function valuesBy<Label extends string>(gauge: Gauge<Label>, label: Label): Promise<Map<string, number>> {
  const { values } = await gauge.get();
  return new Map(values.map(({ labels, value }) => [String(labels[label]), value]));
}

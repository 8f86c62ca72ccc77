import type { Reconciliations } from "../archive";
import type { Metrics } from "../observe";
import { STOCK_FAULTS, type DbPool } from "../storage";
import { checkStock, type Measure } from "../worker";

/** What measuring needs. */
export interface MeasureOptions {
  /** Connections of the service. */
  readonly pool: DbPool;
  /** What reconciliation found; `undefined` where there is no archive. */
  readonly reconciliations: Pick<Reconciliations, "last"> | undefined;
  /** The last day of each feed that is whole; none where there is no archive. */
  readonly fedDays: () => Promise<ReadonlyMap<string, string>>;
  /** What is measured. */
  readonly metrics: Metrics;
  /** The time in ms since the epoch. */
  readonly now: () => number;
  /** Ends a measurement that takes long. */
  readonly signal: AbortSignal;
}

/** What a look at the stock found is read by all replicas, whichever of them looked. */
const STOCK_REST_MILLISECONDS = 60_000;

/** A day is reconciled once, and handed out once. */
const DAILY_REST_MILLISECONDS = 600_000;

/** What does not show by itself. */
export function measuresOf(options: MeasureOptions): readonly Measure[] {
  return [
    { name: "check stock", restMilliseconds: STOCK_REST_MILLISECONDS, take: () => measureStock(options) },
    {
      name: "read reconciliation",
      restMilliseconds: DAILY_REST_MILLISECONDS,
      take: () => measureReconciliation(options),
    },
    { name: "read feeds", restMilliseconds: DAILY_REST_MILLISECONDS, take: () => measureFeeds(options) },
  ];
}

async function measureStock({ pool, metrics, signal }: MeasureOptions): Promise<void> {
  const found = await checkStock({ pool, signal });
  if (found !== undefined) {
    STOCK_FAULTS.forEach((fault) => metrics.faultyRows.set({ fault }, found.faults[fault]));
    metrics.uncheckedTenants.set(found.unchecked);
    metrics.stockCheckedAt.set(found.endedAt.getTime() / 1000);
  }
}

async function measureReconciliation({ reconciliations, metrics, now }: MeasureOptions): Promise<void> {
  const last = await reconciliations?.last(now());
  if (last !== undefined) {
    Object.entries(last.rows).forEach(([kind, rows]) => metrics.reconciledRows.set({ kind }, rows));
    metrics.reconciliationDelta.set(last.units);
    metrics.reconciledDay.set(Date.parse(last.day) / 1000);
  }
}

async function measureFeeds({ fedDays, metrics }: MeasureOptions): Promise<void> {
  (await fedDays()).forEach((day, contract) => metrics.feedDay.set({ contract }, Date.parse(day) / 1000));
}

import {
  asOnlyOne,
  countFaults,
  lastStockCheck,
  noteStockCheck,
  tenantsWithStock,
  type DbPool,
  type FaultCounts,
  type StockCheck,
} from "../storage";

/** How old what was found may be before all tenants are looked at again. */
const FRESH_SECONDS = 300;

/** How long one tenant may be looked at. */
const TENANT_MILLISECONDS = 5_000;

/** What looking needs. */
export interface CheckOptions {
  /** Connections of the service. */
  readonly pool: DbPool;
  /** Ends it after the tenant that is looked at; nothing is noted then. */
  readonly signal: AbortSignal;
  /**
   * How old what was found may be.
   *
   * @default 300
   */
  readonly freshSeconds?: number;
  /**
   * How long one tenant may be looked at, in ms.
   *
   * @default 5000
   */
  readonly tenantMilliseconds?: number;
}

/**
 * Has one of all replicas look for rows that cannot be as they are, tenant by tenant, unless that was done a short time ago.
 * @returns what was found last, by whichever replica; `undefined` before the first time
 */
export async function checkStock(options: CheckOptions): Promise<Awaited<ReturnType<typeof lastStockCheck>>> {
  const { pool, freshSeconds = FRESH_SECONDS } = options;
  const last = await lastStockCheck(pool);
  if (last !== undefined && last.ageSeconds < freshSeconds) {
    return last;
  }
  await asOnlyOne(pool, "stock-check", () => lookAtAll(options));
  return lastStockCheck(pool);
}

async function lookAtAll({ pool, signal, tenantMilliseconds = TENANT_MILLISECONDS }: CheckOptions): Promise<void> {
  let found: StockCheck = { tenants: 0, unchecked: 0, faults: NO_FAULTS };
  for await (const tenant of tenantsWithStock(pool)) {
    if (signal.aborted) {
      return;
    }
    found = withTenant(found, await countFaults(pool, tenant, tenantMilliseconds));
  }
  await noteStockCheck(pool, found);
}

const NO_FAULTS: FaultCounts = { negative: 0, "over-allocated": 0, "reserved-mismatch": 0 };

function withTenant({ tenants, unchecked, faults }: StockCheck, counts: FaultCounts | undefined): StockCheck {
  const more = counts ?? NO_FAULTS;
  return {
    tenants: tenants + 1,
    unchecked: unchecked + (counts === undefined ? 1 : 0),
    faults: {
      negative: faults.negative + more.negative,
      "over-allocated": faults["over-allocated"] + more["over-allocated"],
      "reserved-mismatch": faults["reserved-mismatch"] + more["reserved-mismatch"],
    },
  };
}

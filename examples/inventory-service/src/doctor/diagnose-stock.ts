import type { RowRepair } from "../domain";
import {
  atOneMoment,
  faultyStock,
  lastChanges,
  ordersOfRow,
  repairRow,
  tenantsWithStock,
  type Db,
  type DbPool,
  type FaultyRow,
} from "../storage";
import type { Runbook, Treatable } from "./findings";

/** Rows of a tenant that are shown; beyond that, one cause has made them all. */
const MOST_ROWS = 100;

/** Changes of a row that are shown. */
const MOST_CHANGES = 5;

/** Stock rows of all tenants, or of one, that cannot be as they are, by the runbook they are a case for. */
export async function diagnoseStock(pool: DbPool, tenant: string | undefined): Promise<readonly Treatable[]> {
  const findings: Treatable[] = [];
  for await (const each of tenant === undefined ? tenantsWithStock(pool) : [tenant]) {
    findings.push(...(await atOneMoment(pool, each, (db) => findingsOf({ db, pool }, each))));
  }
  return findings;
}

/** Where evidence is read, as of one moment, and where repairs go. */
interface Places {
  readonly db: Db;
  readonly pool: DbPool;
}

async function findingsOf(places: Places, tenant: string): Promise<readonly Treatable[]> {
  const findings: Treatable[] = [];
  for (const row of await faultyStock(places.db, tenant, MOST_ROWS)) {
    findings.push(await findingOf(places, row));
  }
  return findings;
}

async function findingOf({ db, pool }: Places, row: FaultyRow): Promise<Treatable> {
  const { tenant, sku, location, faults, ...counters } = row;
  const [orders, changes] = await Promise.all([ordersOfRow(db, row), lastChanges(db, { ...row, most: MOST_CHANGES })]);
  const logged = changes[0]?.after;
  const isPastLog =
    logged?.version === row.version && (logged.onHand !== row.onHand || logged.reserved !== row.reserved);
  const person = personFor(row, isPastLog ? logged : undefined);
  return {
    runbook: runbookOf(row),
    subject: { tenant, sku, location },
    problem: `${problemOf(row)}${isPastLog ? "; it was changed past the log since its last event" : ""}`,
    evidence: { faults, row: counters, orders, lastChanges: changes },
    repair: person === null ? "sets the row right by an event, under its lock" : null,
    person,
    treat: person === null ? async () => said(row, await repairRow(pool, row)) : null,
  };
}

function runbookOf({ faults }: FaultyRow): Runbook {
  return faults.includes("negative") ? "negative-inventory" : "duplicate-allocation";
}

function problemOf({ onHand, reserved, inTransit, promiseLimit, promised, faults }: FaultyRow): string {
  const counters = `${onHand} on hand, ${reserved} reserved, ${inTransit} in transit`;
  if (faults.includes("negative")) {
    return `a counter is below zero: ${counters}`;
  }
  return faults.includes("over-allocated")
    ? `open orders have ${promised} units, of ${onHand} on hand and ${promiseLimit} that may be promised beyond those`
    : `open orders have ${promised} units, and ${reserved} are counted as reserved`;
}

/** What only a person can do about a row; `null` where the repair is enough. The repair decides so itself, under the lock. */
function personFor(row: FaultyRow, logged: Pick<FaultyRow, "onHand" | "inTransit"> | undefined): string | null {
  const { sku, location, promised, promiseLimit } = row;
  const path = `/v1/stock/${sku}/${location}`;
  const onHand = row.onHand < 0 ? logged?.onHand : row.onHand;
  const inTransit = row.inTransit < 0 ? logged?.inTransit : row.inTransit;
  if (onHand === undefined) {
    return `count the shelf and send what is there, POST ${path}/count with "expected": null; the log does not say`;
  }
  if (inTransit === undefined) {
    return `find out which transfers are on their way to ${location}: neither the row nor the log says`;
  }
  const short = promised - onHand - promiseLimit;
  return short > 0
    ? `decide which orders give ${short} units back, the latest first; raise the row's promiseLimit by ${short}, PUT ${path}/policy, ` +
        "run this with --apply so that all of them are counted, release or cancel those orders, and set the limit back"
    : null;
}

function said({ tenant, sku, location }: FaultyRow, repair: RowRepair): string {
  const row = `${sku} at ${location} of ${tenant}`;
  switch (repair.kind) {
    case "repaired": {
      const { onHand, reserved, inTransit, version } = repair.event.after;
      return `${row} is at version ${version}: ${onHand} on hand, ${reserved} reserved, ${inTransit} in transit`;
    }
    case "right":
      return `${row} was right by then`;
    case "uncounted":
    case "over-allocated":
      return `${row} was left alone: it changed since, and is ${repair.kind} now`;
  }
}

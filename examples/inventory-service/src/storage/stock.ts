import { stockKeyText, type StockKey, type StockLevel } from "../domain";
import { shownTenants, tenantsOf } from "./begin";
import { columnsOf, timestampOf } from "./columns";
import type { Db, DbPool } from "./db";

interface StockRow extends StockKey {
  readonly on_hand: number;
  readonly reserved: number;
  readonly in_transit: number;
  readonly safety_stock: number;
  readonly promise_limit: number;
  readonly ships_from: Date | null;
  readonly allotments: Record<string, number>;
  readonly version: string;
}

/** Makes the rows that commands may put units into, where there are none. In the order in which rows are locked. */
export async function createStock(db: Db, keys: readonly StockKey[]): Promise<void> {
  await db.query({
    name: "create-stock",
    text: `
      insert into inventory.stock (tenant, sku, location)
      select tenant, sku, location
      from unnest($1::text[], $2::text[], $3::text[]) as wanted (tenant, sku, location)
      order by tenant, sku, location
      on conflict do nothing`,
    values: keyColumns(keys),
  });
}

/** Locks stock rows, in one order for all, so that two batches never wait for each other in a circle; and reads them. */
export async function lockStock(db: Db, keys: readonly StockKey[]): Promise<Map<string, StockLevel>> {
  const { rows } = await db.query<StockRow>({
    name: "lock-stock",
    text: `
      select s.*
      from (
        select * from unnest($1::text[], $2::text[], $3::text[]) as named (tenant, sku, location)
        order by tenant, sku, location
      ) as wanted
      cross join lateral (
        select * from inventory.stock as one
        where one.tenant = wanted.tenant and one.sku = wanted.sku and one.location = wanted.location
        for update
      ) as s`,
    values: keyColumns(keys),
  });
  return new Map(rows.map((row) => [stockKeyText(row), levelOfRow(row)]));
}

/** The rows of a SKU, by location. */
export async function readStock(
  db: Db,
  { tenant, sku }: Pick<StockKey, "tenant" | "sku">,
): Promise<readonly (StockKey & StockLevel)[]> {
  const { rows } = await db.query<StockRow>({
    name: "read-stock",
    text: "select * from inventory.stock where tenant = $1 and sku = $2 order by location",
    values: [tenant, sku],
  });
  return rows.map((row) => ({ tenant, sku, location: row.location, ...levelOfRow(row) }));
}

/** Stock rows of any tenants as they are now, in one statement. */
export async function findRows(pool: DbPool, keys: readonly StockKey[]): Promise<ReadonlyMap<string, StockLevel>> {
  const { rows } = await pool.query<StockRow>({
    name: "find-rows",
    text: `
      with ${shownTenants("$4")}
      select s.*
      from shown
      cross join unnest($1::text[], $2::text[], $3::text[]) as wanted (tenant, sku, location)
      cross join lateral (
        select * from inventory.stock as one
        where shown.tenants is not null
          and one.tenant = wanted.tenant and one.sku = wanted.sku and one.location = wanted.location
        limit 1
      ) as s`,
    values: [...keyColumns(keys), tenantsOf(keys)],
  });
  return new Map(rows.map((row) => [stockKeyText(row), levelOfRow(row)]));
}

/** Writes rows that are locked. By conflict, not by join: no plan of it can read more than these rows. */
export async function writeStock(db: Db, rows: readonly (StockKey & StockLevel)[]): Promise<void> {
  await db.query({
    name: "write-stock",
    text: `
      insert into inventory.stock (tenant, sku, location, on_hand, reserved, in_transit, safety_stock, promise_limit,
        ships_from, allotments, version)
      select tenant, sku, location, on_hand, reserved, in_transit, safety_stock, promise_limit, ships_from,
        allotments::jsonb, version
      from unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::integer[], $6::integer[], $7::integer[],
        $8::integer[], $9::timestamptz[], $10::text[], $11::bigint[]) as c (tenant, sku, location, on_hand, reserved,
        in_transit, safety_stock, promise_limit, ships_from, allotments, version)
      on conflict (tenant, sku, location) do update
      set on_hand = excluded.on_hand, reserved = excluded.reserved, in_transit = excluded.in_transit,
        safety_stock = excluded.safety_stock, promise_limit = excluded.promise_limit, ships_from = excluded.ships_from,
        allotments = excluded.allotments, version = excluded.version`,
    values: [
      ...keyColumns(rows),
      ...columnsOf(rows, [
        (row) => row.onHand,
        (row) => row.reserved,
        (row) => row.inTransit,
        (row) => row.safetyStock,
        (row) => row.promiseLimit,
        (row) => timestampOf(row.shipsFrom),
        (row) => JSON.stringify(row.allotments),
        (row) => row.version,
      ]),
    ],
  });
}

function keyColumns(keys: readonly StockKey[]): readonly unknown[] {
  return columnsOf(keys, [({ tenant }) => tenant, ({ sku }) => sku, ({ location }) => location]);
}

function levelOfRow(row: StockRow): StockLevel {
  return {
    onHand: row.on_hand,
    reserved: row.reserved,
    inTransit: row.in_transit,
    safetyStock: row.safety_stock,
    promiseLimit: row.promise_limit,
    shipsFrom: row.ships_from?.getTime() ?? null,
    allotments: row.allotments,
    version: Number(row.version),
  };
}

import fs from "node:fs";
import path from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Client, Pool } from "pg";
import { executeSplitting } from "../../src/batch";
import { eraseOrder, findReservation, findStock, migrate, openPool, type Migration } from "../../src/storage";
import { MIGRATIONS, TestServer } from "../storage/database";
import { keyed } from "../storage/requests";
import { isAccepted, Load, orderOf, type Release } from "./load";

/** How long a reader has its transaction open while something is migrated. */
const READER_MILLISECONDS = 2_000;

/** How long a write may wait for a migration: five times its patience, for a busy machine. */
const MOST_MILLISECONDS = 1_000;

/** How often it is looked who waits. */
const SAMPLE_MILLISECONDS = 20;

const RELEASES = path.join(__dirname, "releases");

/** The release before: its code, and the last migration that it knew. */
const [file = ""] = fs.readdirSync(RELEASES).toSorted().slice(-1);
const before = require(path.join(RELEASES, file)) as Release;
const known = file.replace(/^knows-|\.cjs$/g, "");
const isKnown = ({ name }: Migration): boolean => name.slice(0, 4) <= known;
const COMING = MIGRATIONS.filter((each) => !isKnown(each));

let server: TestServer;
let owner: Client;
let pool: Pool;
let name: string;
let load: Load;
const lines: string[] = [];

beforeAll(async () => {
  server = await TestServer.start();
  ({ name, owner } = await server.database("template0"));
  await migrate(owner, MIGRATIONS.filter(isKnown));
  await owner.query("call inventory.make_days((now() - interval '7 days')::date, (now() + interval '2 days')::date)");
  pool = before.openPool(server.address(name), 4);
  load = new Load(before, pool, ["mug", "cup", "pot"]);
  load.start();
});
afterAll(async () => {
  process.stdout.write(`${lines.join("\n")}\n`);
  await load.stop();
  await pool.end();
  await server.stop();
});

/** The longest time for which any statement of the load has waited for a table, until it is told to stop. */
async function longestWait(signal: AbortSignal): Promise<number> {
  const watcher = await server.connect(name);
  let longest = 0;
  while (!signal.aborted) {
    const { rows } = await watcher.query<{ milliseconds: number | null }>(`
      select (max(extract(epoch from clock_timestamp() - waitstart)) * 1000)::double precision as milliseconds
      from pg_locks
      where not granted and locktype = 'relation' and mode in ('AccessShareLock', 'RowShareLock', 'RowExclusiveLock')`);
    longest = Math.max(longest, rows[0]?.milliseconds ?? 0);
    await setTimeout(SAMPLE_MILLISECONDS);
  }
  return longest;
}

/** Does something while a reader has all tables open; says how long writes waited for it at most. */
async function measure(what: string, task: () => Promise<unknown>): Promise<number> {
  const reader = await server.connect(name);
  await reader.query("begin isolation level repeatable read");
  await reader.query(`
    select (select count(*) from inventory.stock), (select count(*) from inventory.reservation),
      (select count(*) from inventory.stock_event), (select count(*) from inventory.idempotency_key)`);
  load.take();
  const stop = new AbortController();
  const waited = longestWait(stop.signal);
  await Promise.all([task(), setTimeout(READER_MILLISECONDS).then(() => reader.query("commit"))]);
  stop.abort();
  const longest = await waited;
  const { commands, failures } = load.take();
  expect(failures).toEqual([]);
  lines.push(`${what}: of ${commands} writes the longest wait was ${Math.round(longest)} ms`);
  return longest;
}

it.each(COMING.map((each) => [each.name, each] as const))(
  "%s lets the release before write, beside a reader that does not end",
  async (_, migration) => {
    const longest = await measure(migration.name, async () => {
      expect(await migrate(owner, [migration])).toEqual([migration.name]);
    });

    expect(longest).toBeLessThan(MOST_MILLISECONDS);
  },
  60_000,
);

it("a migration that needs a table for itself steps aside for those who write, until the reader has ended", async () => {
  const planted = { name: "9999_planted.sql", text: "alter table inventory.stock add column planted text" };
  const longest = await measure("one that needs a table for itself", () => migrate(owner, [planted]));

  expect(longest).toBeGreaterThan(0);
  expect(longest).toBeLessThan(MOST_MILLISECONDS);
});

it("a migration that had all the time it likes would keep writers waiting for the reader, and is found", async () => {
  const longest = await measure("without patience", () =>
    owner.query("alter table inventory.stock add column planted_too text"),
  );

  expect(longest).toBeGreaterThan(MOST_MILLISECONDS);
});

it("a migration of which the release before knows nothing is found when it breaks it", async () => {
  await owner.query("alter table inventory.reservation rename column returned to came_back");
  await setTimeout(300);
  await owner.query("alter table inventory.reservation rename column came_back to returned");
  await setTimeout(300);

  expect(load.take().failures.join()).toContain('column "returned" of relation "reservation" does not exist');
});

it("both releases go on with what the other one began, as while replicas are replaced and after a way back", async () => {
  const other = openPool(server.address(name), 2);
  const releases: readonly (readonly [Release, Pool])[] = [
    [before, pool],
    [{ executeSplitting, findReservation, findStock, openPool }, other],
  ];
  const outcomes: unknown[] = [];
  for (const [first, reservation] of [
    [0, "begun-by-the-old"],
    [1, "begun-by-the-new"],
  ] as const) {
    for (const [index, command] of orderOf("jar", reservation).entries()) {
      const [release, through] = releases[(first + index) % 2] ?? [before, pool];
      const [outcome] = await release.executeSplitting(through, [keyed(command)]);
      outcomes.push(isAccepted(outcome));
    }
  }
  const key = { tenant: "acme", reservation: "begun-by-the-new" };
  const { rows } = await owner.query<{ order_ref: string }>(
    "select order_ref from inventory.reservation where reservation = $1",
    [key.reservation],
  );
  const erased = await eraseOrder(
    other,
    { tenant: "acme", channel: "web", orderRef: rows[0]?.order_ref ?? "" },
    "shop",
  );

  expect(outcomes).toEqual(Array.from({ length: 12 }, () => true));
  expect(erased).toBe(1);
  expect(await before.findReservation(pool, key)).toMatchObject({ status: "shipped", returned: { jar: 2 } });
  expect(await before.findStock(pool, { tenant: "acme", sku: "jar" })).toMatchObject([{ onHand: 0, reserved: 0 }]);
  await other.end();
});

it("leaves each row reserving what open reservations have of it", async () => {
  await load.stop();
  const { rows } = await owner.query(`
    select s.sku, s.reserved, coalesce(sum((a ->> 'quantity')::integer), 0)::integer as held
    from inventory.stock as s
    left join inventory.reservation as r on r.status in ('held', 'confirmed') and r.tenant = s.tenant
    left join lateral jsonb_array_elements(r.allocations) as a
      on a ->> 'sku' = s.sku and not (a ->> 'shipped')::boolean
    group by s.sku, s.reserved
    having s.reserved <> coalesce(sum((a ->> 'quantity')::integer), 0)`);

  expect(rows).toEqual([]);
});

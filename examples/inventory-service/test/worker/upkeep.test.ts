import type { Client, Pool } from "pg";
import { Batcher, executeSplitting } from "../../src/batch";
import type { Command } from "../../src/domain";
import { Metrics } from "../../src/observe";
import { keepDays } from "../../src/storage";
import { InProcessStream } from "../../src/stream";
import { startUpkeep } from "../../src/worker";
import { repeat } from "../../src/worker/repeat";
import { sweepHolds } from "../../src/worker/sweep-holds";
import { reserve, TEN_MUGS } from "../domain/given";
import { TestServer } from "../storage/database";
import { keyed } from "../storage/requests";

let server: TestServer;
let owner: Client;
let pool: Pool;
beforeAll(async () => (server = await TestServer.start()));
afterAll(() => server.stop());
beforeEach(async () => {
  const database = await server.database();
  owner = database.owner;
  pool = server.pool(database.name);
});
afterEach(() => server.closeAll());

const batcher = (): Batcher =>
  new Batcher({ execute: (requests) => executeSplitting(pool, requests), clock: Date.now, mostWaiting: 1000 });

const commands = (...all: readonly Command[]): Promise<unknown> =>
  executeSplitting(
    pool,
    all.map((each) => keyed(each)),
  );

const dueSince = (interval: string): Promise<unknown> =>
  owner.query("update inventory.reservation set expires_at = now() - $1::interval where status = 'held'", [interval]);

const partitions = async (table: string): Promise<readonly string[]> => {
  const { rows } = await owner.query<{ name: string }>(
    `select right(inhrelid::regclass::text, 8) as name from pg_inherits
     where inhparent = $1::regclass and inhrelid::regclass::text ~ '\\d{8}$' order by 1`,
    [`inventory.${table}`],
  );
  return rows.map(({ name }) => name);
};

const day = async (offset: number): Promise<string> => {
  const text = "select to_char((now() at time zone 'UTC')::date + $1::integer, 'YYYYMMDD') as day";
  return (await owner.query<{ day: string }>(text, [offset])).rows[0]?.day ?? "";
};

describe("the sweep", () => {
  it("ends what is held past its time, and neither what is confirmed nor what is not due; and says how late", async () => {
    await commands(TEN_MUGS, reserve(), reserve({ reservation: "r2" }));
    await commands({ kind: "confirm", tenant: "acme", reservation: "r2" });
    await dueSince("5 seconds");
    await commands(reserve({ reservation: "r3" }));
    const lags: number[] = [];
    const options = { db: pool, batcher: batcher(), clock: () => 0, onEnded: (seconds: number) => lags.push(seconds) };

    expect(await sweepHolds(options)).toEqual({ ended: 1, full: false });
    expect(await sweepHolds(options)).toEqual({ ended: 0, full: false });
    expect(lags.map(Math.floor)).toEqual([5]);
    const { rows } = await owner.query("select reservation, status from inventory.reservation order by 1");
    expect(rows.map(({ status }) => status)).toEqual(["expired", "confirmed", "held"]);
  });

  it("says that there may be more when it took as many as it takes", async () => {
    await commands({ ...TEN_MUGS, quantity: 600 });
    const mug = [{ sku: "mug", quantity: 1, locations: ["berlin"] }];
    const orders = Array.from({ length: 501 }, (_, index) => reserve({ reservation: `r${index}`, lines: mug }));
    await commands(...orders);
    await dueSince("1 second");
    const options = { db: pool, batcher: batcher(), clock: () => 0, onEnded: () => undefined };

    expect(await sweepHolds(options)).toEqual({ ended: 500, full: true });
    expect(await sweepHolds(options)).toEqual({ ended: 1, full: false });
  });
});

describe("the days", () => {
  it("are made three ahead, and their keys dropped whole when no key of them is taken any longer", async () => {
    await owner.query("call inventory.make_days('2020-01-01', '2020-01-02')");

    expect(await keepDays(pool)).toBe(3);
    const [first, last] = await Promise.all([day(-7), day(3)]);
    const keys = await partitions("idempotency_key");
    expect([keys[0], keys.at(-1), keys.length]).toEqual([first, last, 11]);
    // Events are dropped when they have been archived, not by their age.
    expect((await partitions("stock_event")).slice(0, 2)).toEqual(["20200101", "20200102"]);
  });

  it("are left to the replica that is at it", async () => {
    await owner.query("begin");
    await owner.query("select pg_advisory_xact_lock(hashtextextended('inventory.keep_days', 0))");

    expect(await keepDays(pool)).toBeUndefined();
    await owner.query("rollback");
    expect(await keepDays(pool)).toBe(3);
  });

  it("wait a tenth of a second for a reader of the table that does not end, and no longer", async () => {
    await owner.query("begin");
    await owner.query("select count(*) from inventory.idempotency_key");

    await expect(keepDays(pool)).rejects.toThrow("canceling statement due to lock timeout");
    await owner.query("rollback");
  });

  it("leave events in the default partition whose own came too late", async () => {
    const late = `stock_event_${await day(0)}`;
    await owner.query(`drop table inventory.${late}`);
    await commands(TEN_MUGS);

    expect(await keepDays(pool)).toBe(3);
    const { rows } = await owner.query("select count(*)::integer as events from inventory.stock_event_default");
    expect(rows).toEqual([{ events: 1 }]);
  });
});

describe("upkeep", () => {
  it("sweeps, keeps the days and publishes until it is told to stop; measures, and gives its shards back", async () => {
    await commands(TEN_MUGS, reserve());
    await dueSince("2 seconds");
    // No day is missing, so that none waits for a lock.
    await keepDays(pool);
    const metrics = new Metrics(() => 0);
    const stop = new AbortController();
    const failures: unknown[] = [];
    const heard = new Set<string>();
    let healed = 0;
    const stream = new InProcessStream();
    await stream.listen({ listener: async (events) => events.forEach(({ id }) => heard.add(id)) });
    const upkeep = startUpkeep({
      ...{ db: pool, batcher: batcher(), metrics, clock: Date.now, signal: stop.signal },
      feeds: [],
      publish: { stream, partition: "eu", owner: "one" },
      retain: async () => ["2026-01-01 is damaged"],
      measures: [{ name: "measure", restMilliseconds: 60_000, take: () => Promise.reject(new Error("no scale")) }],
      heal: async () => {
        healed += 1;
        return false;
      },
      onError: (...failure) => failures.push(failure),
    });
    const ended = async (): Promise<boolean> =>
      (await metrics.registry.metrics()).includes("inventory_hold_lag_seconds_count 1");
    while (!(await ended()) || heard.size < 5) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    stop.abort();
    await upkeep;

    expect(failures.toSorted()).toEqual([
      ["measure", new Error("no scale")],
      ["retain", new Error("the events of 2026-01-01 is damaged")],
    ]);
    expect(await metrics.registry.metrics()).toContain("inventory_undropped_days 1");
    expect(healed).toBeGreaterThan(0);
    expect(await metrics.registry.metrics()).toContain("inventory_days_ahead 3");
    const { rows } = await owner.query("select from inventory.relay_shard where owner is not null");
    expect(rows).toEqual([]);
  });
});

describe("a task that is repeated", () => {
  it("goes on after a failure, at once where there is more to do, and not after it is stopped", async () => {
    const stop = new AbortController();
    const errors: unknown[] = [];
    let times = 0;
    const task = (): Promise<boolean> => {
      times += 1;
      if (times === 5) {
        stop.abort();
      }
      return times === 1 ? Promise.reject(new Error("first")) : Promise.resolve(times < 5);
    };
    await repeat(task, { restMilliseconds: 1, signal: stop.signal, onError: (error) => errors.push(error) });

    expect([times, errors]).toEqual([5, [new Error("first")]]);
  });
});

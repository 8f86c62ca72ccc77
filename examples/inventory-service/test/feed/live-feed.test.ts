import { DuckDBInstance } from "@duckdb/node-api";
import type { Client, Pool } from "pg";
import { executeSplitting } from "../../src/batch";
import type { Command } from "../../src/domain";
import { FEEDS } from "../../src/feed/contracts";
import { liveFeed, recordOf, type FeedRecord, type FeedSink } from "../../src/feed/live-feed";
import { projectSql } from "../../src/feed/project-sql";
import { contractId } from "../../src/feed/schema";
import { feedShards, makeFeedShards, unpublishedAge } from "../../src/storage";
import { InProcessStream, type CloudEvent } from "../../src/stream";
import { Relay, type RelayOptions } from "../../src/worker/relay";
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
  pool = server.pool(database.name, 4);
});

const CANARIES = { reservation: "canary-reservation", orderRef: "canary-order" };
/** What moves the other counters of a row. */
const EVERYTHING_ELSE: readonly Command[] = [
  { kind: "transfer", tenant: "acme", sku: "cup", from: "berlin", to: "turin", quantity: 4 },
  { kind: "arrive", tenant: "acme", sku: "cup", location: "turin", quantity: 3, missing: 1 },
];
const LIFE: readonly Command[] = [
  TEN_MUGS,
  reserve(CANARIES),
  { kind: "confirm", tenant: "acme", reservation: CANARIES.reservation },
  { kind: "ship", tenant: "acme", reservation: CANARIES.reservation, location: "berlin" },
  { kind: "adjust", tenant: "acme", sku: "mug", location: "berlin", by: -1, reason: "damaged" },
  { ...TEN_MUGS, sku: "cup" },
  reserve({
    ...{ reservation: "canary-two", orderRef: "canary-order-two" },
    lines: [
      { sku: "mug", quantity: 2, locations: ["berlin"] },
      { sku: "cup", quantity: 3, locations: ["berlin"] },
    ],
  }),
  { kind: "release", tenant: "acme", reservation: "canary-two" },
  ...EVERYTHING_ELSE,
];

async function carryOut(...commands: readonly Command[]): Promise<void> {
  for (const command of commands) {
    await executeSplitting(pool, [keyed(command)]);
  }
}

/** Where records go, and what came there; it fails as often as is said. */
class Sink implements FeedSink {
  readonly taken: FeedRecord[] = [];
  failures = 0;
  isClosed = false;

  async send(records: readonly FeedRecord[]): Promise<void> {
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error("the warehouse is away");
    }
    this.taken.push(...records);
  }

  async close(): Promise<void> {
    this.isClosed = true;
  }

  ids(): readonly string[] {
    return this.taken.map(({ id }) => id).toSorted();
  }
}

const [STOCK, RESERVATIONS] = ["stock-changes@1", "reservation-changes@1"];

const relay = (options: Pick<RelayOptions, "stream"> & Partial<RelayOptions>): Relay =>
  new Relay({
    ...{ db: pool, owner: "one", partition: "eu", leaseMilliseconds: 60_000, mostShards: 64 },
    onOldest: () => undefined,
    ...options,
  });

async function drain(one: Relay): Promise<void> {
  while (await one.round()) {
    // Until a round finds nothing.
  }
}

async function feeding(contract: string, sink: Sink): Promise<Relay> {
  await makeFeedShards(pool, contract);
  return relay({ stream: liveFeed(contract, async () => sink), rows: feedShards(contract) });
}

describe("a live feed", () => {
  it("has the records that the days' files have, each once", async () => {
    await carryOut(...LIFE);
    const sink = new Sink();
    for (const contract of FEEDS) {
      await drain(await feeding(contractId(contract), sink));
    }
    const { rows } = await owner.query<Record<string, unknown>>(
      `select shard, transaction::text, sequence::text, tenant, type, subject, version::text, data::text,
         (extract(epoch from recorded_at) * 1000000)::bigint::text as at from inventory.stock_event order by sequence`,
    );
    const connection = await (await DuckDBInstance.create(":memory:", { threads: "1" })).connect();
    await connection.run(
      "create table files (shard bigint, transaction bigint, sequence bigint, recorded_at_us bigint, type text, data json)",
    );
    for (const { shard, transaction, sequence, at, type, data } of rows) {
      const values = [shard, transaction, sequence, at].map((value) => `${String(value)}::bigint`);
      await connection.run(`insert into files values (${values.join()}, '${String(type)}', '${String(data)}')`);
    }
    const daily: object[] = [];
    for (const contract of FEEDS) {
      const sql = `select id, source, type, epoch_ms(time)::varchar as time, cast(data as json)::varchar as data from (${projectSql(contract, "eu")})`;
      const found = (await connection.runAndReadAll(sql)).getRowObjectsJS();
      daily.push(...found.map((row) => ({ ...row, data: JSON.parse(String(row["data"])) as unknown })));
    }
    connection.closeSync();
    const inLowerCase = (data: FeedRecord["data"]): object =>
      Object.fromEntries(Object.entries(data).map(([name, value]) => [name.toLowerCase(), value]));
    const live = sink.taken.map(({ data, time, ...record }) => ({
      ...{ ...record, time: String(Date.parse(time)), data: inLowerCase(data) },
    }));
    const byId = (one: { readonly id?: unknown }, other: { readonly id?: unknown }): number =>
      String(one.id).localeCompare(String(other.id));

    expect(live.toSorted(byId)).toEqual(daily.toSorted(byId));
    expect(live).toHaveLength(rows.length);
    expect(live.filter(({ data }) => "units" in data && data.units === 5)).not.toEqual([]);
    expect(JSON.stringify(sink.taken)).not.toMatch(/canary/);
  });

  it("holds up nobody while its readers are away, and hands out all of it once they are back, by whoever does it then", async () => {
    const [away, there, published] = [new Sink(), new Sink(), [] as CloudEvent[]];
    const stream = new InProcessStream();
    await stream.listen({ listener: async (events) => void published.push(...events) });
    const [own, feed, other] = [relay({ stream }), await feeding(STOCK, away), await feeding(RESERVATIONS, there)];
    await carryOut(...LIFE.slice(0, 3));
    away.failures = Number.POSITIVE_INFINITY;
    const failed = await feed.round().catch((error: unknown) => error);
    await Promise.all([drain(own), drain(other)]);
    const before = [published.length, there.taken.length, away.taken.length];
    const behind = [
      await unpublishedAge(pool, feedShards(STOCK)),
      await unpublishedAge(pool, feedShards(RESERVATIONS)),
    ];
    away.failures = 0;
    await feed.leave();
    await carryOut(...LIFE.slice(3));
    await Promise.all([drain(own), drain(other), drain(await feeding(STOCK, away))]);

    expect(failed).toEqual(new Error("the warehouse is away"));
    expect(before).toEqual([4, 2, 0]);
    expect(behind).toEqual([expect.any(Number), 0]);
    expect(behind[0]).toBeGreaterThan(0);
    expect([...away.ids(), ...there.ids()].toSorted()).toEqual(published.map(({ id }) => id).toSorted());
  });

  it("that is wanted later than another begins with the oldest event of the log as well", async () => {
    await carryOut(...LIFE.slice(0, 2));
    await drain(await feeding(STOCK, new Sink()));
    await carryOut(...LIFE.slice(2));
    const sink = new Sink();
    await drain(await feeding(RESERVATIONS, sink));

    expect(sink.taken.map(({ data }) => data["status"]).toSorted()).toEqual(
      ["confirmed", "held", "held", "released", "shipped"].toSorted(),
    );
  });

  it("opens what carries it when there is something to send, and anew after that failed; and leaves it", async () => {
    await makeFeedShards(pool, STOCK);
    const sink = new Sink();
    let attempts = 0;
    const feed = liveFeed(STOCK, async () => {
      attempts += 1;
      return attempts === 1 ? Promise.reject(new Error("there is no such topic")) : sink;
    });
    const one = relay({ stream: feed, rows: feedShards(STOCK) });
    await drain(one);
    const before = attempts;
    await carryOut(TEN_MUGS);
    const failed = await one.round().catch((error: unknown) => error);
    await drain(one);
    await feed.close();

    expect([before, failed, attempts]).toEqual([0, new Error("there is no such topic"), 2]);
    expect([sink.taken.length, sink.isClosed]).toEqual([1, true]);
  });

  it("leaves no hole where an event lacks what its contract promises: its shard waits, and others do not", async () => {
    await carryOut(...LIFE.slice(0, 2), { ...TEN_MUGS, sku: "far-away" });
    await owner.query(
      `insert into inventory.stock_event (shard, recorded_at, tenant, type, subject, version, data)
       select shard, now(), tenant, type, subject, 99, '{"type":"StockChanged","sku":"mug"}'
       from inventory.stock_event where subject = '["acme","mug","berlin"]' limit 1`,
    );
    const sink = new Sink();
    const failed = await (await feeding(STOCK, sink)).round().catch((error: unknown) => String(error));

    expect(failed).toMatch(/^Error: event \d+-\d+-\d+ of StockChanged lacks tenant, which its feed promises$/);
    expect(sink.taken.map(({ data }) => data["sku"])).toEqual(["far-away"]);
  });

  it.each([
    ["no number for a text", { tenant: 7 }, "tenant"],
    ["no part for a whole one", { after: { version: 1.5 } }, "version"],
  ])("takes %s", (_what, changed, lacks) => {
    const data = { tenant: "acme", sku: "mug", location: "berlin", cause: "received", after: {}, ...changed };
    const event = { type: "inventory.StockChanged.v1", id: "1-2-3", data };
    const [contract] = FEEDS;

    expect(() => contract && recordOf(contract, event as unknown as CloudEvent)).toThrow(
      `event 1-2-3 of StockChanged lacks ${lacks}, which its feed promises`,
    );
  });

  it("counts no lines and no units where there are none", () => {
    const [, contract] = FEEDS;
    const counted = [[], "two", [{ wanted: "2" }], [{ wanted: 2 }, { wanted: 3 }]].map((lines) => {
      const { lines: count, units } = contract?.fields ?? {};
      return [count?.of({ after: { lines } }), units?.of({ after: { lines } })];
    });

    expect(counted).toEqual([
      [0, undefined],
      [undefined, undefined],
      [1, undefined],
      [2, 5],
    ]);
  });
});

import { DuckDBInstance } from "@duckdb/node-api";
import type { Client, Pool } from "pg";
import { executeSplitting } from "../../src/batch";
import type { Command } from "../../src/domain";
import { FEEDS } from "../../src/feed/contracts";
import { liveFeed, recordOf, type FeedRecord, type FeedSink } from "../../src/feed/live-feed";
import { projectSql } from "../../src/feed/project-sql";
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
const LIFE: readonly Command[] = [
  TEN_MUGS,
  reserve(CANARIES),
  { kind: "confirm", tenant: "acme", reservation: CANARIES.reservation },
  { kind: "ship", tenant: "acme", reservation: CANARIES.reservation, location: "berlin" },
  { kind: "adjust", tenant: "acme", sku: "mug", location: "berlin", by: -1, reason: "damaged" },
];

async function carryOut(...commands: readonly Command[]): Promise<void> {
  for (const command of commands) {
    await executeSplitting(pool, [keyed(command)]);
  }
}

/** Where records go, and what came there; each call fails as often as is said. */
class Sink implements FeedSink {
  readonly taken: (readonly [stream: string, record: FeedRecord])[] = [];
  failures = 0;

  async send(stream: string, records: readonly FeedRecord[]): Promise<void> {
    if (this.failures > 0) {
      this.failures -= 1;
      throw new Error("the warehouse is away");
    }
    this.taken.push(...records.map((record) => [stream, record] as const));
  }

  ids(): readonly string[] {
    return this.taken.map(([, { id }]) => id).toSorted();
  }
}

const STREAMS = { "stock-changes@1": "stock", "reservation-changes@1": "reservations" };

const relay = (options: Pick<RelayOptions, "stream" | "table"> & Partial<RelayOptions>): Relay =>
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

const feeding = (sink: Sink): Relay => relay({ stream: liveFeed(STREAMS, sink), table: "feed_shard" });

describe("a live feed", () => {
  it("has the records that the days' files have, each once, in the streams of their contracts", async () => {
    await carryOut(...LIFE);
    const sink = new Sink();
    await drain(feeding(sink));
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
      const sql = `select id, source, type, cast(data as json)::varchar as data from (${projectSql(contract, "eu")})`;
      const found = (await connection.runAndReadAll(sql)).getRowObjectsJS();
      daily.push(...found.map((row) => ({ ...row, data: JSON.parse(String(row["data"])) as unknown })));
    }
    connection.closeSync();
    const inLowerCase = (data: FeedRecord["data"]): object =>
      Object.fromEntries(Object.entries(data).map(([name, value]) => [name.toLowerCase(), value]));
    const live = sink.taken.map(([, { id, source, type, data }]) => ({ id, source, type, data: inLowerCase(data) }));
    const byId = (one: object, other: object): number => JSON.stringify(one).localeCompare(JSON.stringify(other));

    expect(live.toSorted(byId)).toEqual(daily.toSorted(byId));
    expect(live).toHaveLength(7);
    expect(new Set(sink.taken.map(([stream, { type }]) => `${stream} ${type}`))).toEqual(
      new Set(["stock inventory.StockChanged.v1", "reservations inventory.ReservationChanged.v1"]),
    );
    expect(JSON.stringify(sink.taken)).not.toMatch(/canary/);
  });

  it("holds up nobody while its readers are away, and hands out all of it once they are back, by whoever does it then", async () => {
    const [sink, published] = [new Sink(), [] as CloudEvent[]];
    const stream = new InProcessStream();
    await stream.listen({ listener: async (events) => void published.push(...events) });
    const [own, feed] = [relay({ stream, table: "relay_shard" }), feeding(sink)];
    await carryOut(...LIFE.slice(0, 3));
    sink.failures = Number.POSITIVE_INFINITY;
    const failed = await feed.round().catch((error: unknown) => error);
    await drain(own);
    const before = published.length;
    sink.failures = 0;
    await feed.leave();
    await carryOut(...LIFE.slice(3));
    await Promise.all([drain(own), drain(feeding(sink))]);

    expect([failed, before, sink.taken.length, published.length]).toEqual([
      new Error("the warehouse is away"),
      4,
      7,
      7,
    ]);
    expect(sink.ids()).toEqual(published.map(({ id }) => id).toSorted());
  });

  it("is of those contracts alone that somebody wants", async () => {
    await carryOut(...LIFE);
    const sink = new Sink();
    const stream = liveFeed({ "reservation-changes@1": "reservations" }, sink);
    await drain(relay({ stream, table: "feed_shard" }));

    expect(sink.taken.map(([name, { data }]) => [name, data["status"]])).toEqual([
      ["reservations", "held"],
      ["reservations", "confirmed"],
      ["reservations", "shipped"],
    ]);
  });

  it("leaves no hole where an event lacks what a contract promises: its shard waits, and others do not", async () => {
    await carryOut(...LIFE);
    await owner.query(
      `insert into inventory.stock_event (shard, recorded_at, tenant, type, subject, version, data)
       select shard, now(), tenant, type, subject, 99, '{"type":"StockChanged","sku":"mug"}'
       from inventory.stock_event where type = 'StockChanged' limit 1`,
    );
    const sink = new Sink();
    const failed = await feeding(sink)
      .round()
      .catch((error: unknown) => String(error));

    expect(failed).toMatch(/^Error: event \d+-\d+-\d+ of StockChanged lacks tenant, which its feed promises$/);
    expect(sink.taken.map(([stream]) => stream)).toEqual(["reservations", "reservations", "reservations"]);
  });

  it("takes no number for a text, and no part for a whole one", () => {
    const [stock] = FEEDS;
    const event = { type: "inventory.StockChanged.v1", id: "1-2-3", data: { tenant: 7 } };

    expect(() => stock && recordOf(stock, event as unknown as CloudEvent)).toThrow(
      "event 1-2-3 of StockChanged lacks tenant, which its feed promises",
    );
  });
});

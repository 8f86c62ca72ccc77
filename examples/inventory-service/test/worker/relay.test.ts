import Ajv2020 from "ajv/dist/2020";
import type { Client, Pool } from "pg";
import { executeSplitting } from "../../src/batch";
import type { Command } from "../../src/domain";
import { eventSchemas, InProcessStream, type CloudEvent, type Stream } from "../../src/stream";
import { Relay, type RelayOptions } from "../../src/worker/relay";
import { reserve, TEN_MUGS } from "../domain/given";
import { TestServer } from "../storage/database";
import { keyed } from "../storage/requests";

let server: TestServer;
let owner: Client;
let pool: Pool;
let other: Client;
beforeAll(async () => (server = await TestServer.start()));
afterAll(() => server.stop());
beforeEach(async () => {
  const database = await server.database();
  owner = database.owner;
  pool = server.pool(database.name, 12);
  other = await server.connect(database.name);
});
afterEach(() => server.closeAll());

const commands = (...all: readonly Command[]): Promise<unknown> =>
  executeSplitting(
    pool,
    all.map((each) => keyed(each)),
  );

/** A stream and what came out of it. */
async function listening(): Promise<{ stream: InProcessStream; heard: CloudEvent[] }> {
  const stream = new InProcessStream();
  const heard: CloudEvent[] = [];
  await stream.listen({
    listener: async (events) => {
      heard.push(...events);
    },
  });
  return { stream, heard };
}

const relay = (stream: Stream, changed: Partial<RelayOptions> = {}): Relay =>
  new Relay({
    ...{ db: pool, stream, owner: "one", partition: "eu", leaseMilliseconds: 60_000, mostShards: 64 },
    onOldest: () => undefined,
    ...changed,
  });

const drain = async (one: Relay): Promise<void> => {
  while (await one.round()) {
    // Until a round finds nothing.
  }
};

const versions = (heard: readonly CloudEvent[], subject: string): readonly number[] =>
  heard.filter((event) => event.subject === subject).map(({ subjectversion }) => subjectversion);

const MUG = '["acme","mug","berlin"]';
const CUP = '["acme","cup","berlin"]';

describe("the relay", () => {
  it("publishes each event once, as a CloudEvent that its schema describes", async () => {
    const { stream, heard } = await listening();
    await commands(TEN_MUGS, reserve());
    await drain(relay(stream));
    const ajv = new Ajv2020({ strict: true });
    const schemas = new Map(Object.entries(eventSchemas()).map(([type, schema]) => [type, ajv.compile(schema)]));
    const wrong = heard.filter(({ type, data }) => schemas.get(type)?.(data) !== true);

    expect(wrong).toEqual([]);
    expect(heard.map(({ type, subject, subjectversion }) => [type, subject, subjectversion]).sort()).toEqual([
      ["inventory.ReservationChanged.v1", '["acme","r1"]', 1],
      ["inventory.StockChanged.v1", MUG, 1],
      ["inventory.StockChanged.v1", MUG, 2],
    ]);
    expect(heard.find(({ subject, subjectversion }) => subject === MUG && subjectversion === 2)).toMatchObject({
      specversion: "1.0",
      source: "urn:inventory:eu",
      dataschema: "urn:inventory:schema:inventory.StockChanged.v1",
      partitionkey: MUG,
      tenant: "acme",
      data: { sku: "mug", cause: "reserved", reservation: "r1", after: { onHand: 10, reserved: 3, version: 2 } },
    });
    await drain(relay(stream, { owner: "two" }));
    expect(heard).toHaveLength(3);
  });

  it("waits for a transaction that is held open across a later commit, and then misses none of it", async () => {
    const { stream, heard } = await listening();
    const one = relay(stream);
    // Its events have the lower sequence numbers, and are committed last.
    await other.query("begin");
    await other.query(
      `insert into inventory.stock_event (shard, recorded_at, tenant, type, subject, version, data)
       values (hashtextextended('early', 0) & 63, now(), 'acme', 'StockChanged', 'early', 1, '{}')`,
    );
    await commands(TEN_MUGS);
    await drain(one);
    const before = [...heard];
    await other.query("commit");
    await drain(one);

    expect(before).toEqual([]);
    expect(heard.map(({ subject }) => subject).sort()).toEqual([MUG, "early"]);
  });

  it("keeps the order of a row's versions where the earlier transaction changed it last", async () => {
    const { stream, heard } = await listening();
    const lock = (sku: string): Promise<unknown> =>
      other.query("select from inventory.stock where sku = $1 for update", [sku]);
    await commands(TEN_MUGS, { ...TEN_MUGS, sku: "cup" });
    // It takes its number here, with the lock of another row, before the one that changes the mugs first.
    await other.query("begin");
    await lock("cup");
    await commands({ ...TEN_MUGS, quantity: 1 });
    await lock("mug");
    await other.query(
      `insert into inventory.stock_event (shard, recorded_at, tenant, type, subject, version, data)
       select hashtextextended($1, 0) & 63, now(), 'acme', 'StockChanged', $1, 3, '{}'`,
      [MUG],
    );
    await other.query("commit");
    await drain(relay(stream));

    expect(versions(heard, MUG)).toEqual([1, 2, 3]);
  });

  it("keeps the order of each subject's versions while many write, alone and in batches, and others publish", async () => {
    const { stream, heard } = await listening();
    const skus = ["a", "b", "c"];
    const line = (sku: string): { sku: string; quantity: number; locations: string[] } => ({
      ...{ sku, quantity: 1 },
      locations: ["berlin"],
    });
    await commands(...skus.map((sku) => ({ ...TEN_MUGS, sku, quantity: 1000 })));
    let writing = true;
    const publish = async (one: Relay): Promise<void> => {
      while (writing) {
        await one.round();
      }
      await drain(one);
    };
    const publishing = [publish(relay(stream, { mostShards: 32 })), publish(relay(stream, { owner: "two" }))];
    const write = async (writer: number): Promise<void> => {
      for (let index = 0; index < 30; index += 1) {
        const lines = index % 2 === 0 ? [line(skus[writer % 3] ?? "")] : skus.map(line);
        await commands(reserve({ reservation: `r${writer}-${index}`, lines }));
      }
    };
    await Promise.all([0, 1, 2, 3, 4, 5].map(write));
    writing = false;
    await Promise.all(publishing);

    const { rows } = await owner.query<{ subject: string; count: number }>(
      "select subject, count(*)::integer as count from inventory.stock_event group by subject",
    );
    for (const { subject, count } of rows) {
      expect([subject, versions(heard, subject)]).toEqual([subject, Array.from({ length: count }, (_, n) => n + 1)]);
    }
    expect(rows).toHaveLength(3 + 180);
  });

  it.each([
    { when: "before the stream has its batch", then: [1, 2] },
    { when: "after the stream has kept its batch", then: [1, 1, 2] },
  ])("paused $when, without its lease when it goes on, publishes no more and leaves the position", async ({ then }) => {
    const isEarly = then.length === 2;
    const { stream, heard } = await listening();
    await commands(TEN_MUGS);
    let goOn: () => void = () => undefined;
    const paused = new Promise<void>((resolve) => (goOn = resolve));
    let reached: () => void = () => undefined;
    const pausing = new Promise<void>((resolve) => (reached = resolve));
    const slow: Stream = {
      publish: async (batch) => {
        await (isEarly ? undefined : stream.publish(batch));
        reached();
        await paused;
        await (isEarly ? stream.publish(batch) : undefined);
      },
    };
    const late = relay(slow, { leaseMilliseconds: 0 });
    const round = late.round();
    await pausing;
    const next = relay(stream, { owner: "two" });
    await drain(next);
    await commands({ ...TEN_MUGS, quantity: 1 });
    await drain(next);
    const { rows: before } = await owner.query(
      "select shard, transaction, sequence from inventory.relay_shard order by 1",
    );
    goOn();
    await round;
    await late.round();

    expect(versions(heard, MUG)).toEqual(then);
    const { rows: after } = await owner.query(
      "select shard, transaction, sequence from inventory.relay_shard order by 1",
    );
    expect(after).toEqual(before);
  });

  it("publishes again what the stream did not keep", async () => {
    const { stream, heard } = await listening();
    let failures = 0;
    const flaky: Stream = {
      publish: async (batch) => {
        failures += 1;
        if (failures === 1) {
          throw new Error("the broker is away");
        }
        await stream.publish(batch);
      },
    };
    const one = relay(flaky);
    await commands(TEN_MUGS);

    await expect(one.round()).rejects.toThrow("the broker is away");
    await drain(one);
    expect(versions(heard, MUG)).toEqual([1]);
  });

  it("is not over before all shards are, and keeps how far the others got where one fails", async () => {
    const { stream, heard } = await listening();
    await commands(TEN_MUGS, { ...TEN_MUGS, sku: "cup" });
    let underWay = 0;
    const partly: Stream = {
      publish: async (batch) => {
        if (batch.events.some(({ subject }) => subject === MUG)) {
          throw new Error("the shard has no leader");
        }
        underWay += 1;
        await new Promise((resolve) => setTimeout(resolve, 50));
        await stream.publish(batch);
        underWay -= 1;
      },
    };

    await expect(relay(partly, { leaseMilliseconds: 0 }).round()).rejects.toThrow("the shard has no leader");
    expect(underWay).toBe(0);
    await drain(relay(stream, { owner: "two" }));
    expect(heard.map(({ subject }) => subject).sort()).toEqual([CUP, MUG]);
  });

  it("does not keep a shard that it cannot publish beyond its lease", async () => {
    const { stream, heard } = await listening();
    await commands(TEN_MUGS);
    const broken: Stream = { publish: () => Promise.reject(new Error("the shard has no leader")) };
    const one = relay(broken, { leaseMilliseconds: 500 });
    for (const until = Date.now() + 800; Date.now() < until;) {
      await expect(one.round()).rejects.toThrow("the shard has no leader");
    }
    await drain(relay(stream, { owner: "two" }));

    expect(versions(heard, MUG)).toEqual([1]);
  });

  it("gives its shards back, for another to take at once", async () => {
    const { stream, heard } = await listening();
    const one = relay(stream);
    await one.round();
    await one.leave();
    await commands(TEN_MUGS);
    await drain(relay(stream, { owner: "two" }));

    expect(versions(heard, MUG)).toEqual([1]);
  });
});

import type { Client, Pool } from "pg";
import { followStock, type OpenParties } from "../../src/channels";
import { TryLater } from "../../src/consume";
import {
  dueListings,
  inTransaction,
  noteAllListings,
  saveListing,
  type DbPool,
  type DueListing,
} from "../../src/storage";
import { InProcessStream, type CloudEvent } from "../../src/stream";
import { NO_TRACES } from "../../src/trace";
import { eventOf } from "../consume/events";
import { TestServer } from "../storage/database";

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

const never = (): Promise<never> => Promise.reject(new Error("nobody asks it here"));
const PORT = {
  ...{
    messagesAfter: never,
    accept: never,
    reject: never,
    denyCancellation: never,
    announceShipment: never,
    list: never,
  },
};
const market = (channel: string, locations: readonly string[]): OpenParties["marketplaces"][number] => ({
  ...{ kind: "marketplace", tenant: "acme", channel, url: "http://localhost", token: "0123456789abcdef" },
  ...{ locations: [...locations], warehouse: "3pl", holdSeconds: 60, port: PORT },
});
const PARTIES: OpenParties = {
  marketplaces: [market("market", ["berlin"]), market("other", ["berlin", "turin"])],
  ...{ warehouses: [], erps: [] },
};

const LEVEL = {
  onHand: 1,
  reserved: 0,
  inTransit: 0,
  safetyStock: 0,
  promiseLimit: 0,
  shipsFrom: null,
  allotments: {},
};

function changed(...[sku, location, version, tenant = "acme"]: readonly [string, string, number, string?]): CloudEvent {
  return {
    ...eventOf(`${sku} ${location}`, version, tenant),
    data: { tenant, sku, location, after: { ...LEVEL, version } },
  };
}

interface Setup {
  readonly publish: (...events: readonly CloudEvent[]) => Promise<void>;
  readonly fates: string[];
}

async function follow(on: DbPool): Promise<Setup> {
  const stream = new InProcessStream();
  const fates: string[] = [];
  await followStock({
    ...{ pool: on, parties: PARTIES, source: stream, clock: () => 0, log: { after: async () => [] } },
    traces: NO_TRACES,
    ...{ onError: () => undefined, onFate: (fate) => fates.push(fate) },
  });
  return { publish: (...events) => stream.publish({ shard: 1, fence: 1, events }), fates };
}

const noted = async (): Promise<readonly string[]> => {
  const text = "select channel || ' ' || sku || ' ' || changes as noted from inventory.channel_listing order by 1";
  return (await owner.query<{ noted: string }>(text)).rows.map((row) => row.noted);
};

describe("what marketplaces have to be told of", () => {
  it("is noted once for events that come together, for those who sell from the location, and of no tenant without one", async () => {
    const { publish } = await follow(pool);
    await publish(changed("mug", "berlin", 1), changed("mug", "berlin", 2), changed("mug", "turin", 1));
    await publish(changed("cup", "turin", 1), changed("pan", "rome", 1), changed("pot", "berlin", 1, "zeta"));
    await publish(changed("mug", "berlin", 3));

    expect(await noted()).toEqual(["market mug 2", "other cup 1", "other mug 2"]);
  });

  it("is noted with the last change that is recorded, whichever comes after it, and goes on in that trace", async () => {
    const { publish } = await follow(pool);
    const traced = (version: number, traceparent: string): CloudEvent => ({
      ...changed("mug", "berlin", version),
      traceparent,
    });
    await publish(traced(1, "00-one"), traced(2, "00-two"), changed("mug", "berlin", 3));
    await publish(changed("mug", "berlin", 4), changed("cup", "berlin", 1));
    const text = "select distinct sku, traceparent from inventory.channel_listing order by sku";

    expect((await owner.query(text)).rows).toEqual([
      { sku: "cup", traceparent: null },
      { sku: "mug", traceparent: "00-two" },
    ]);
  });

  it("is in the trace of a change until that is told, or could not be; what has changed since is in its own, or in none", async () => {
    const { publish } = await follow(pool);
    const change = (version: number, traceparent?: string): Promise<void> =>
      publish({ ...changed("mug", "turin", version), ...(traceparent === undefined ? {} : { traceparent }) });
    const due = async (): Promise<DueListing> => {
      const [one] = await inTransaction(pool, ["acme"], (db) => dueListings(db, 2));
      return one ?? Promise.reject(new Error("nothing is due"));
    };
    const tell = (told: DueListing, afterMilliseconds: number | null): Promise<void> =>
      inTransaction(pool, ["acme"], (db) => saveListing(db, told, { told: 1, problem: null, afterMilliseconds }));
    const traces: (string | null)[] = [];
    const note = async (): Promise<void> => void traces.push((await due()).traceparent);

    await change(1, "00-one");
    await tell(await due(), 0);
    await note();
    const first = await due();
    await change(2);
    await tell(first, null);
    await note();
    const second = await due();
    await change(3, "00-three");
    await tell(second, null);
    await note();
    await tell(await due(), null);
    await change(4);
    await note();

    expect(traces).toEqual(["00-one", null, "00-three", null]);
  });

  it("goes on in no trace that a release left behind which does not know of them, be it one SKU or all", async () => {
    const { publish } = await follow(pool);
    await publish({ ...changed("mug", "turin", 1), traceparent: "00-one" }, changed("cup", "turin", 1));
    await owner.query("update inventory.channel_listing set due_at = null, traceparent = '00-one'");
    await owner.query(
      "insert into inventory.stock (tenant, sku, location, on_hand) values ('acme', 'cup', 'turin', 1)",
    );
    await inTransaction(pool, ["acme"], (db) => noteAllListings(db, { tenant: "acme", channel: "other" }, ["turin"]));
    await publish(changed("mug", "turin", 2));

    const text = "select sku, due_at is not null as due, traceparent from inventory.channel_listing order by sku";
    expect((await owner.query(text)).rows).toEqual([
      { sku: "cup", due: true, traceparent: null },
      { sku: "mug", due: true, traceparent: null },
    ]);
  });

  it("is noted of all others where an event makes no sense, which is a dead letter", async () => {
    const { publish, fates } = await follow(pool);
    await publish(eventOf("what is this", 1), changed("mug", "berlin", 1));

    expect(await noted()).toEqual(["market mug 1", "other mug 1"]);
    expect(fates.filter((each) => each === "dead")).toEqual(["dead"]);
  });

  it("is published again where it cannot be noted, and is noted then, although the events were seen before", async () => {
    let isAway = true;
    const gone = Object.assign(new Error("the database is away"), { code: "ECONNREFUSED" });
    const there: DbPool = pool;
    const { publish } = await follow({
      connect: () => (isAway ? Promise.reject(gone) : there.connect()),
      query: (query) => there.query(query),
    });
    const traced = { ...changed("mug", "berlin", 1), traceparent: "00-one" };
    const refused = await publish(traced).catch((error: unknown) => error);
    const before = await noted();
    isAway = false;
    await publish(traced, changed("mug", "berlin", 2));
    const { rows } = await owner.query("select distinct traceparent from inventory.channel_listing");

    expect(refused).toBeInstanceOf(TryLater);
    expect([before, await noted()]).toEqual([[], ["market mug 1", "other mug 1"]]);
    expect(rows).toEqual([{ traceparent: "00-one" }]);
  });
});

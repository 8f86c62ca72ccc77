import fc from "fast-check";
import { Consumer, InProcessProgress, PostgresProgress, TryLater } from "../../src/consume";
import type { ConsumerOptions, ProgressStore } from "../../src/consume";
import { eventsOfSubject } from "../../src/storage";
import type { CloudEvent } from "../../src/stream";
import { executeSplitting } from "../../src/batch";
import { TEN_MUGS } from "../domain/given";
import { TestServer } from "../storage/database";
import { keyed } from "../storage/requests";
import { eventOf, upTo } from "./events";

const MUG = { tenant: "acme", subject: "mug" };

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(() => server.stop());
afterEach(() => server.closeAll());

interface Setup {
  readonly consumer: Consumer;
  readonly handled: string[];
  readonly fates: string[];
}

/** A consumer, and what it did. */
function setUp(store: ProgressStore, changed: Partial<ConsumerOptions> = {}): Setup {
  const handled: string[] = [];
  const fates: string[] = [];
  const consumer = new Consumer({
    store,
    log: { after: async () => [] },
    handle: async ({ id }) => {
      handled.push(id);
    },
    ...{ attempts: 2, mostParked: 10, patienceMilliseconds: 0, needs: "every-version" },
    onFate: (fate) => fates.push(fate),
    ...changed,
  });
  return { consumer, handled, fates };
}

/** A log that has all versions of every subject up to one. */
const logUpTo = (last: number): ConsumerOptions["log"] => ({
  after: async ({ subject }, version, most) =>
    upTo(last)
      .slice(version, version + most)
      .map((each) => eventOf(subject, each)),
});

/** Handles all but one event, which it does as soon as it is mended. */
function poisoned(id: string): { handle: ConsumerOptions["handle"]; mend: () => void; handled: string[] } {
  const handled: string[] = [];
  let isBroken = true;
  const handle = async (event: CloudEvent): Promise<void> => {
    if (isBroken && event.id === id) {
      throw new Error(`${id} makes no sense`);
    }
    handled.push(event.id);
  };
  return { handle, mend: () => (isBroken = false), handled };
}

const mugs = (...versions: readonly number[]): CloudEvent[] => versions.map((version) => eventOf("mug", version));

const STORES: readonly (readonly [string, () => Promise<ProgressStore>])[] = [
  ["in the process", async () => new InProcessProgress({ most: 1000, clock: () => performance.now() })],
  [
    "in PostgreSQL",
    async () => {
      const { name } = await server.database();
      return new PostgresProgress(server.pool(name, 8), "test");
    },
  ],
];

describe.each(STORES)("a consumer with its progress %s", (_, open) => {
  it("handles each subject's events in the order of their versions, whatever comes twice and too early", async () => {
    const { consumer, handled, fates } = setUp(await open());
    await consumer.receive(mugs(1, 1, 3));
    await consumer.receive(mugs(2, 1));
    await consumer.receive(mugs(3, 5, 4, 5));

    expect(handled).toEqual(["mug-1", "mug-2", "mug-3", "mug-4", "mug-5"]);
    expect(fates.filter((fate) => fate === "seen")).toHaveLength(4);
  });

  it("lets a subject wait for its missing version, and no other", async () => {
    const store = await open();
    const { consumer, handled } = setUp(store);
    await consumer.receive([...mugs(2, 3), eventOf("cup", 1)]);
    expect(handled).toEqual(["cup-1"]);
    expect(await store.count()).toEqual({ waiting: 1, stopped: 0 });
    await consumer.receive(mugs(1));

    expect(handled).toEqual(["cup-1", "mug-1", "mug-2", "mug-3"]);
    expect(await store.count()).toEqual({ waiting: 0, stopped: 0 });
  });

  it("parks as many as it may, and reads from the log what found no room and what never came", async () => {
    const store = await open();
    const { consumer, handled, fates } = setUp(store, { mostParked: 2, log: logUpTo(6) });
    await consumer.receive(mugs(2, 3, 4, 5, 6));
    expect(fates).toEqual(["parked", "parked", "left-in-log", "left-in-log", "left-in-log"]);

    expect(await consumer.heal()).toBe(false);
    expect(handled).toEqual(upTo(6).map((version) => `mug-${version}`));
    expect(await store.count()).toEqual({ waiting: 0, stopped: 0 });
  });

  it("goes on at once where more subjects wait than a round looks after", async () => {
    const { consumer, handled } = setUp(await open(), { log: logUpTo(2) });
    await consumer.receive(upTo(250).map((each) => eventOf(`mug-${each}`, 2)));

    expect([await consumer.heal(), await consumer.heal(), await consumer.heal()]).toEqual([true, true, false]);
    expect(handled).toHaveLength(500);
  });

  it("does not look into the log before its patience is over", async () => {
    const { consumer, handled } = setUp(await open(), { patienceMilliseconds: 3_600_000, log: logUpTo(6) });
    await consumer.receive(mugs(2));

    expect(await consumer.heal()).toBe(false);
    expect(handled).toEqual([]);
  });

  it("stops the subject of an event that cannot be handled, and goes on with the others of its shard", async () => {
    const store = await open();
    const { handle, handled } = poisoned("mug-2");
    const { consumer, fates } = setUp(store, { handle, log: logUpTo(9) });
    await consumer.receive([...mugs(1, 2, 3), eventOf("cup", 1)]);
    await consumer.receive([...mugs(4), eventOf("cup", 2)]);
    await consumer.heal();

    expect(handled.toSorted()).toEqual(["cup-1", "cup-2", "mug-1"]);
    expect(fates.filter((fate) => fate === "dead")).toHaveLength(1);
    expect(await store.count()).toEqual({ waiting: 1, stopped: 1 });
  });

  it("redrives a dead letter and all that came behind it, in order; also what found no room", async () => {
    const store = await open();
    const { handle, mend, handled } = poisoned("mug-2");
    const { consumer } = setUp(store, { handle, mostParked: 2, log: logUpTo(700) });
    await consumer.receive(mugs(1, 2, 3));
    await consumer.receive(mugs(4, 700));
    expect(await consumer.redrive(MUG)).toBe("mug-2 makes no sense");
    mend();

    expect(await consumer.redrive(MUG)).toBeNull();
    expect(handled).toEqual(upTo(700).map((version) => `mug-${version}`));
    expect(await store.count()).toEqual({ waiting: 0, stopped: 0 });
  });

  it("leaves a dead letter out where it is told to, and nothing else", async () => {
    const { handle, handled } = poisoned("mug-2");
    const { consumer } = setUp(await open(), { handle });
    await consumer.receive(mugs(1, 2, 3));
    expect(await consumer.redrive(MUG, { skip: true })).toBeNull();
    expect(await consumer.redrive(MUG, { skip: true })).toBeNull();
    await consumer.receive(mugs(4));

    expect(handled).toEqual(["mug-1", "mug-3", "mug-4"]);
  });

  it("keeps nothing where nothing can be handled at present, and takes all of it when it comes again", async () => {
    const store = await open();
    let isAway = true;
    const { consumer, handled } = setUp(store, {
      handle: async ({ id }) => {
        if (isAway) {
          throw new TryLater("the target is away");
        }
        handled.push(id);
      },
    });
    await expect(consumer.receive(mugs(1, 2))).rejects.toThrow(new TryLater("the target is away"));
    expect(await store.count()).toEqual({ waiting: 0, stopped: 0 });
    isAway = false;
    await consumer.receive(mugs(1, 2));

    expect(handled).toEqual(["mug-1", "mug-2"]);
  });

  it("begins with whatever version comes first, where it is told to", async () => {
    const { consumer, handled } = setUp(await open(), { needs: "every-version-from-now-on" });
    await consumer.receive(mugs(7, 8));
    await consumer.receive(mugs(6, 9));

    expect(handled).toEqual(["mug-7", "mug-8", "mug-9"]);
  });

  it("handles the newest of what came where that is enough, and waits for nothing before it", async () => {
    const store = await open();
    const { consumer, handled, fates } = setUp(store, { needs: "newest-version", mostParked: 1 });
    await consumer.receive([...mugs(2, 9, 4), eventOf("cup", 3)]);
    await consumer.receive(mugs(8, 9, 3));
    await consumer.receive(mugs(20_000, 10));

    expect(handled.toSorted()).toEqual(["cup-3", "mug-20000", "mug-9"]);
    expect(fates.filter((fate) => fate === "seen")).toHaveLength(6);
    expect(await store.count()).toEqual({ waiting: 0, stopped: 0 });
  });

  it("redrives to the newest where that is enough, with one look into the log", async () => {
    const store = await open();
    const { handle, mend, handled } = poisoned("mug-2");
    const looked: number[] = [];
    const log: ConsumerOptions["log"] = {
      after: async (subject, version, most) => {
        looked.push(version);
        return logUpTo(20_000).after(subject, version, most);
      },
    };
    const { consumer, fates } = setUp(store, { handle, log, needs: "newest-version", mostParked: 1 });
    await consumer.receive(mugs(1, 2));
    await consumer.receive(mugs(20_000, 3));
    expect(await store.count()).toEqual({ waiting: 1, stopped: 1 });
    expect(fates).toEqual(["seen", "parked", "dead", "left-in-log", "seen"]);
    mend();

    expect(await consumer.redrive(MUG)).toBeNull();
    expect([handled, looked]).toEqual([["mug-20000"], [19_999]]);
    expect(await store.count()).toEqual({ waiting: 0, stopped: 0 });
  });

  it("handles all of each subject once and in order, after any delivery by several at once", async () => {
    const subjects = ["a", "b", "c"];
    const all = subjects.flatMap((subject) => upTo(8).map((version) => eventOf(subject, version)));
    const arbitrary = fc.tuple(
      fc.shuffledSubarray([...all, ...all], { minLength: 48 }),
      fc.integer({ min: 1, max: 9 }),
    );
    await fc.assert(
      fc.asyncProperty(arbitrary, async ([delivered, size]) => {
        const { consumer, handled } = setUp(await open());
        const batches = upTo(Math.ceil(delivered.length / size)).map((n) => delivered.slice((n - 1) * size, n * size));
        await Promise.all(batches.map((batch) => consumer.receive(batch)));
        await server.closeAll();
        const ofSubject = subjects.map((subject) => handled.filter((id) => id.startsWith(subject)));

        expect(ofSubject).toEqual(subjects.map((subject) => upTo(8).map((version) => `${subject}-${version}`)));
      }),
      { numRuns: 10, seed: 7 },
    );
  });
});

describe("progress in the process", () => {
  it("forgets the subjects that nothing came of for the longest time", async () => {
    const { consumer, handled } = setUp(new InProcessProgress({ most: 2, clock: () => 0 }), {
      needs: "every-version-from-now-on",
    });
    await consumer.receive([eventOf("a", 1), eventOf("b", 1), eventOf("c", 1)]);
    await consumer.receive([eventOf("c", 1), eventOf("a", 1)]);

    expect(handled).toEqual(["a-1", "b-1", "c-1", "a-1"]);
  });
});

describe("progress in PostgreSQL", () => {
  it("is shared: what one replica has parked, another goes on with; and is redriven by the database's own procedure", async () => {
    const { name, owner } = await server.database();
    const { handle, mend, handled } = poisoned("mug-2");
    const replica = (): Consumer => setUp(new PostgresProgress(server.pool(name), "test"), { handle }).consumer;
    const [one, two] = [replica(), replica()];
    await one.receive(mugs(3, 1));
    await two.receive(mugs(2));
    expect(handled).toEqual(["mug-1"]);
    const { rows } = await owner.query("select subject, version, stopped from inventory.consumer_subject");
    expect(rows).toEqual([{ subject: "mug", version: "1", stopped: "mug-2 makes no sense" }]);
    mend();
    await owner.query("call inventory.redrive('test', 'mug')");
    await one.heal();

    expect(handled).toEqual(["mug-1", "mug-2", "mug-3"]);
  });

  it("leaves a dead letter out by the same procedure", async () => {
    const { name, owner } = await server.database();
    const { handle, handled } = poisoned("mug-2");
    const { consumer } = setUp(new PostgresProgress(server.pool(name), "test"), { handle });
    await consumer.receive(mugs(1, 2, 3));
    await owner.query("call inventory.redrive('test', 'mug', leave_out => true)");
    await consumer.heal();

    expect(handled).toEqual(["mug-1", "mug-3"]);
  });

  it("shows a replica nothing of tenants that it does not name", async () => {
    const { name } = await server.database();
    const pool = server.pool(name);
    await setUp(new PostgresProgress(pool, "test")).consumer.receive(mugs(1));

    expect((await pool.query("select * from inventory.consumer_subject")).rows).toEqual([]);
  });
});

describe("the log of a subject", () => {
  it("has its events after a version, in order, and none of another tenant", async () => {
    const { name } = await server.database();
    const pool = server.pool(name);
    await executeSplitting(pool, [
      keyed(TEN_MUGS),
      keyed(TEN_MUGS),
      keyed(TEN_MUGS),
      keyed({ ...TEN_MUGS, sku: "cup" }),
    ]);
    const subject = '["acme","mug","berlin"]';
    const read = (question: object): Promise<readonly { version: number; subject: string }[]> =>
      eventsOfSubject(pool, { tenant: "acme", subject, afterVersion: 1, most: 10, ...question });

    expect((await read({})).map((event) => [event.subject, event.version])).toEqual([
      [subject, 2],
      [subject, 3],
    ]);
    expect((await read({ most: 1 })).map(({ version }) => version)).toEqual([2]);
    expect(await read({ tenant: "other" })).toEqual([]);
  });
});

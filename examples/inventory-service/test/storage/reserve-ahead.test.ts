import fc from "fast-check";
import type { Client, Pool, PoolClient } from "pg";
import type { Command, Reserve } from "../../src/domain";
import {
  executeBatch,
  findRows,
  Foresight,
  reserveAhead,
  type CommandRequest,
  type Foreseen,
  type Outcome,
} from "../../src/storage";
import { reserve, TEN_MUGS } from "../domain/given";
import { TestServer } from "./database";
import { keyed, uuidV7 } from "./requests";
import { anyCase, leftOf, ofSide, plain } from "./sides";

let server: TestServer;
let pool: Pool;
let owner: Client;
beforeAll(async () => {
  server = await TestServer.start();
  const database = await server.database();
  owner = database.owner;
  pool = server.pool(database.name, 2);
});
afterAll(() => server.stop());

async function onConnection<Result>(task: (connection: PoolClient) => Promise<Result>): Promise<Result> {
  const connection = await pool.connect();
  try {
    return await task(connection);
  } finally {
    connection.release(true);
  }
}

const batch = (...requests: readonly CommandRequest[]): Promise<readonly Outcome[]> =>
  onConnection((connection) => executeBatch(connection, requests));

const commands = (...all: readonly Command[]): Promise<readonly Outcome[]> => batch(...all.map((each) => keyed(each)));

/** What is decided of a batch on the rows as they are now. */
function foreseenBy(foresight: Foresight, requests: readonly CommandRequest[]): Foreseen | undefined {
  const rows = foresight.rowsOf(requests);
  return rows === undefined ? undefined : foresight.foresee(requests, rows);
}

async function foresee(...requests: readonly CommandRequest[]): Promise<Foreseen | undefined> {
  const foresight = new Foresight();
  const rows = foresight.rowsOf(requests);
  foresight.learn(await findRows(pool, rows === undefined ? [] : foresight.unknown(rows)));
  return foreseenBy(foresight, requests);
}

const write = (foreseen: Foreseen | undefined): Promise<readonly Outcome[] | undefined> =>
  onConnection(async (connection) => (foreseen === undefined ? undefined : reserveAhead(connection, foreseen)));

const order = (tenant: string, reservation: string, changed: Partial<Reserve> = {}): CommandRequest =>
  keyed(reserve({ tenant, reservation, ...changed }));

const levelOf = async (tenant: string): Promise<unknown> =>
  (await owner.query("select reserved, version::integer from inventory.stock where tenant = $1", [tenant])).rows;

describe("a batch that was decided ahead", () => {
  it("is written as it was decided, and answers with what the rows became one after the other", async () => {
    await commands({ ...TEN_MUGS, tenant: "plain" });

    expect(await write(await foresee(order("plain", "r1"), order("plain", "r2")))).toMatchObject([
      {
        kind: "answered",
        answer: { accepted: true, stock: [{ after: { reserved: 3, version: 2 } }] },
        replayed: false,
      },
      {
        kind: "answered",
        answer: { accepted: true, stock: [{ after: { reserved: 6, version: 3 } }] },
        replayed: false,
      },
    ]);
    expect(await levelOf("plain")).toEqual([{ reserved: 6, version: 3 }]);
  });

  it("has its holds end by the database's clock, whatever that of this machine says", async () => {
    await commands({ ...TEN_MUGS, tenant: "clock" });
    const foreseen = await foresee(order("clock", "r1", { holdSeconds: 600 }));
    const [outcome] = (await write(foreseen)) ?? [];
    const { rows } = await owner.query<{ answered: number; row: string; event: string; stored: string; age: number }>(
      `select (extract(epoch from r.expires_at) * 1000)::bigint as row, e.data #>> '{after,expiresAt}' as event,
         k.answer #>> '{reservation,expiresAt}' as stored,
         extract(epoch from k.answered_at + interval '600 seconds' - r.expires_at)::integer as age
       from inventory.reservation as r
       join inventory.stock_event as e on e.tenant = r.tenant and e.type = 'ReservationChanged'
       join inventory.idempotency_key as k on k.tenant = r.tenant and k.answer ->> 'reservation' is not null
       where r.tenant = 'clock'`,
    );
    const told =
      outcome?.kind === "answered" && outcome.answer.accepted ? String(outcome.answer.reservation?.expiresAt) : "";

    expect(rows).toEqual([{ row: told, event: told, stored: told, age: 0 }]);
  });

  it.each<readonly [string, Command]>([
    ["another order took units", reserve({ reservation: "other" })],
    ["units came in", TEN_MUGS],
    [
      "the merchant keeps some",
      {
        ...TEN_MUGS,
        kind: "set-policy",
        policy: { safetyStock: 9, promiseLimit: 0, shipsFrom: null, allotments: {} },
      },
    ],
    [
      "a channel was given some",
      {
        ...TEN_MUGS,
        kind: "set-policy",
        policy: { safetyStock: 0, promiseLimit: 0, shipsFrom: null, allotments: { shop: 9 } },
      },
    ],
  ])("is not written when %s after it was decided", async (what, change) => {
    const tenant = `late ${what}`;
    await commands({ ...TEN_MUGS, tenant });
    const foreseen = await foresee(order(tenant, "r1"), order(tenant, "r2"));
    await commands({ ...change, tenant });
    const before = await leftOf(owner, tenant);

    expect(await write(foreseen)).toBeUndefined();
    expect(await leftOf(owner, tenant)).toEqual(before);
  });

  it("is not written when a row is like what was expected but for its numbers, at the same version", async () => {
    await commands({ ...TEN_MUGS, tenant: "same" });
    const foreseen = await foresee(order("same", "r1"));
    await owner.query("update inventory.stock set on_hand = 9 where tenant = 'same'");

    expect(await write(foreseen)).toBeUndefined();
  });

  it("waits for whoever has its rows, and then looks at what he left", async () => {
    await commands({ ...TEN_MUGS, tenant: "waits" });
    const foreseen = await foresee(order("waits", "r1"));
    await owner.query("begin");
    await owner.query("update inventory.stock set reserved = 1, version = version + 1 where tenant = 'waits'");
    const written = write(foreseen);
    await owner.query("commit");

    expect(await written).toBeUndefined();
    expect(await levelOf("waits")).toEqual([{ reserved: 1, version: 2 }]);
  });

  it("is not written when a key was answered or a reservation made, before or at the same time, on a connection that stays usable", async () => {
    await commands({ ...TEN_MUGS, tenant: "there" }, { ...TEN_MUGS, tenant: "there", sku: "cup" });
    const cup = { lines: [{ sku: "cup", quantity: 1, locations: ["berlin"] }] };
    const answered = order("there", "r1", cup);
    await batch(answered);
    const sameKey = { ...order("there", "r2"), key: answered.key };

    expect(await write(await foresee(sameKey))).toBeUndefined();
    expect(await write(await foresee(order("there", "r1")))).toBeUndefined();

    const racing = await foresee(order("there", "r9"));
    await owner.query("begin");
    await owner.query("select from inventory.stock where tenant = 'there' and sku = 'mug' for update");
    const written = onConnection(async (connection) =>
      racing === undefined
        ? undefined
        : [await reserveAhead(connection, racing), (await connection.query("select 1 as one")).rows],
    );
    await new Promise((resolve) => setTimeout(resolve, 50));
    await owner.query(
      `insert into inventory.reservation select tenant, 'r9', channel, order_ref, status, expires_at, lines, allocations,
         returned, version from inventory.reservation where tenant = 'there' and reservation = 'r1'`,
    );
    await owner.query("commit");
    expect(await written).toEqual([undefined, [{ one: 1 }]]);
    expect(await levelOf("there")).toEqual(expect.arrayContaining([{ reserved: 0, version: 1 }]));
  });

  it("is not written under a key of a day that is no longer kept", async () => {
    await commands({ ...TEN_MUGS, tenant: "old" });
    const old = keyed(reserve({ tenant: "old" }), uuidV7(Date.now() - 8 * 86_400_000));

    expect(await write(await foresee(old))).toBeUndefined();
  });
});

describe("nothing is decided ahead", () => {
  const known = new Foresight();
  const mugs = { ...TEN_MUGS, tenant: "none" };
  beforeAll(async () => {
    await commands(mugs);
    known.learn(await findRows(pool, [mugs]));
  });

  it.each<readonly [string, readonly CommandRequest[]]>([
    ["of other commands", [order("none", "r1"), keyed(mugs)]],
    [
      "of what would be refused",
      [order("none", "r1"), order("none", "r2", { lines: [{ ...mugs, quantity: 8, locations: ["berlin"] }] })],
    ],
    ["of rows that are not known", [order("nobody", "r1")]],
    ["of the same reservation twice", [order("none", "r1"), order("none", "r1")]],
    [
      "of the same key twice",
      [order("none", "r1"), order("none", "r2")].map((each) => ({
        ...each,
        key: { client: "c", value: "01800000-0000-7000-8000-000000000000" },
      })),
    ],
    ["without a key", [{ ...order("none", "r1"), key: null }]],
    [
      "of two rows for one order",
      [
        order("none", "r1", {
          lines: Array(2)
            .fill({ sku: "mug", quantity: 1, locations: ["berlin"] })
            .map((line, index) => ({ ...line, sku: index === 0 ? "mug" : "cup" })),
        }),
      ],
    ],
  ])("%s", (_, requests) => {
    expect(foreseenBy(known, requests)).toBeUndefined();
  });

  it("for a while where it was wrong, and for longer the more often", () => {
    const foresight = new Foresight();
    const level = {
      onHand: 10,
      reserved: 0,
      inTransit: 0,
      safetyStock: 0,
      promiseLimit: 0,
      shipsFrom: null,
      allotments: {},
      version: 1,
    };
    const tries = [0, 1, 3].map(() => {
      let skipped = -1;
      let foreseen: Foreseen | undefined;
      do {
        foresight.learn(new Map([["none\u0000mug\u0000berlin", level]]));
        foreseen = foreseenBy(foresight, [order("none", uuidV7())]);
        skipped += 1;
      } while (foreseen === undefined);
      foresight.judge(foreseen, false);
      return skipped;
    });

    expect(tries).toEqual([0, 1, 3]);
  });
});

const CASES = fc.sample(fc.tuple(anyCase, fc.integer({ min: 1, max: 4 })), { numRuns: 60, seed: 2028 });

describe("what is decided ahead and the batch", () => {
  it("answer, log and leave the same, after any history", async () => {
    let ahead = 0;
    for (const [index, [[history, { sku, location, more, ...terms }], orders]] of CASES.entries()) {
      const sides = [];
      for (const side of [`ahead-${index}`, `batch-${index}`]) {
        const received: Command = { kind: "receive", tenant: "acme", sku, location, quantity: more + 1 };
        await commands(...[...history.map(([command]) => command), received].map((command) => ofSide(command, side)));
        const requests = Array.from({ length: orders }, (_, number) => {
          const lines = [{ sku, quantity: terms.quantity, locations: [location] }];
          return order(side, `last-${number}`, { ...terms, lines, orderRef: 'a "quoted"\nline', holdSeconds: 3600 });
        });
        const written = side.startsWith("ahead") ? await write(await foresee(...requests)) : undefined;
        ahead += written === undefined ? 0 : 1;
        const outcomes = written ?? (await batch(...requests));
        expect(await batch(...requests)).toEqual(outcomes.map((outcome) => ({ ...outcome, replayed: true })));
        sides.push(plain([outcomes, await leftOf(owner, side)], side));
      }

      expect(sides[0]).toEqual(sides[1]);
    }
    // Enough of them were decided ahead for the comparison to mean something.
    expect(ahead).toBeGreaterThan(20);
  });
});

import fc from "fast-check";
import type { Client, Pool, PoolClient } from "pg";
import { EMPTY_LEVEL, type Command, type Reserve } from "../../src/domain";
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

/** A batch that follows none. */
const FIRST = { number: 1, follows: undefined };

async function foresee(...requests: readonly CommandRequest[]): Promise<Foreseen | undefined> {
  const foresight = new Foresight();
  const rows = foresight.rowsOf(requests);
  foresight.learn(await findRows(pool, rows === undefined ? [] : foresight.unknown(rows)));
  return foreseenBy(foresight, requests);
}

const write = (foreseen: Foreseen | undefined): Promise<readonly Outcome[] | undefined> =>
  onConnection(async (connection) =>
    foreseen === undefined ? undefined : (await reserveAhead(connection, foreseen, FIRST))?.outcomes,
  );

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
    [
      "others took so many units that there are not enough",
      reserve({ reservation: "other", lines: [{ sku: "mug", quantity: 5, locations: ["berlin"] }] }),
    ],
    ["others found fewer", { ...TEN_MUGS, kind: "adjust", by: -5, reason: "damaged" }],
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

  it("is written on the units that are there, where others changed them and there are enough", async () => {
    await commands({ ...TEN_MUGS, tenant: "more" });
    const foreseen = await foresee(order("more", "r1"), order("more", "r2"));
    await commands({ ...TEN_MUGS, tenant: "more" }, reserve({ tenant: "more", reservation: "other" }));
    const told = ((await write(foreseen)) ?? []).map((outcome) =>
      outcome.kind === "answered" && outcome.answer.accepted ? outcome.answer.stock.map(({ after }) => after) : [],
    );

    expect(told).toMatchObject([[{ onHand: 20, reserved: 6, version: 4 }], [{ onHand: 20, reserved: 9, version: 5 }]]);
    expect(await levelOf("more")).toEqual([{ reserved: 9, version: 5 }]);
    const { rows } = await owner.query(
      `select (data #>> '{after,reserved}')::integer as reserved, version::integer from inventory.stock_event
       where tenant = 'more' and type = 'StockChanged' order by version desc limit 2`,
    );
    expect(rows).toEqual([
      { reserved: 9, version: 5 },
      { reserved: 6, version: 4 },
    ]);
  });

  it("says how rows became that were others than they were taken for, and of no others", async () => {
    const cup = { ...TEN_MUGS, tenant: "learn", sku: "cup" };
    await commands({ ...TEN_MUGS, tenant: "learn" }, cup);
    const foreseen = await foresee(
      order("learn", "r1"),
      order("learn", "r2", { lines: [{ sku: "cup", quantity: 1, locations: ["berlin"] }] }),
    );
    await commands(cup);
    const written = await onConnection(async (connection) =>
      foreseen === undefined ? undefined : reserveAhead(connection, foreseen, FIRST),
    );

    expect([...(written?.corrected ?? [])]).toMatchObject([
      ["learn\u0000cup\u0000berlin", { onHand: 20, reserved: 1, version: 3 }],
    ]);
  });

  it("follows the batch before it on its connection, and is not written where that one was not, or was undone", async () => {
    await commands({ ...TEN_MUGS, tenant: "follows" });
    const [first, second, third] = [
      await foresee(order("follows", "r1", { lines: [{ sku: "mug", quantity: 1, locations: ["berlin"] }] })),
      await foresee(order("follows", "r2", { lines: [{ sku: "mug", quantity: 1, locations: ["berlin"] }] })),
      await foresee(order("follows", "r1", { lines: [{ sku: "mug", quantity: 1, locations: ["berlin"] }] })),
    ];
    const outcomes = await onConnection(async (connection) => {
      const place = (number: number, follows?: number) => ({ number, follows });
      const sent = (foreseen: Foreseen | undefined, at: ReturnType<typeof place>): Promise<unknown> =>
        foreseen === undefined ? Promise.reject(new Error("not foreseen")) : reserveAhead(connection, foreseen, at);
      return [
        // Nobody wrote 7 on this connection.
        await sent(second, place(8, 7)),
        await sent(first, place(9)),
        // The same reservation once more: refused by its index, and so is what follows it.
        await sent(third, place(10, 9)),
        await sent(second, place(11, 10)),
        await sent(second, place(12, 9)),
      ];
    });

    expect(outcomes.map((outcome) => outcome !== undefined)).toEqual([false, true, false, false, true]);
    expect(await levelOf("follows")).toEqual([{ reserved: 2, version: 3 }]);
  });

  it("waits for whoever has its rows, and then looks at what he left", async () => {
    await commands({ ...TEN_MUGS, tenant: "waits" });
    const foreseen = await foresee(order("waits", "r1"));
    await owner.query("begin");
    await owner.query("update inventory.stock set reserved = 8, version = version + 1 where tenant = 'waits'");
    const written = write(foreseen);
    await owner.query("commit");

    expect(await written).toBeUndefined();
    expect(await levelOf("waits")).toEqual([{ reserved: 8, version: 2 }]);
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
        : [await reserveAhead(connection, racing, FIRST), (await connection.query("select 1 as one")).rows],
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
    known.learn(new Map([["none\u0000mug\u0000turin", EMPTY_LEVEL]]));
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
    [
      "of an order that another location would have got, had it had units",
      [order("none", "r1", { lines: [{ sku: "mug", quantity: 1, locations: ["turin", "berlin"] }] })],
    ],
    [
      "of an order for the fullest of some locations",
      [
        order("none", "r1", {
          split: "fewest-parcels",
          lines: [{ sku: "mug", quantity: 1, locations: ["berlin", "turin"] }],
        }),
      ],
    ],
    [
      "of more than there is, where a part would do",
      [order("none", "r1", { fill: "partial", lines: [{ sku: "mug", quantity: 11, locations: ["berlin"] }] })],
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

  it("but of an order that takes its first choice, whatever there is elsewhere", () => {
    const lines = [{ sku: "mug", quantity: 1, locations: ["berlin", "turin"] }];

    expect(foreseenBy(known, [order("none", "r1", { lines, split: "one-location" })])).toMatchObject({
      rows: [{ location: "berlin", taken: 1 }],
    });
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

/** What others do to the row between the decision and its writing. */
const anyChange = fc.oneof(
  fc.record({ kind: fc.constant("receive" as const), quantity: fc.integer({ min: 1, max: 9 }) }),
  fc.record({ kind: fc.constant("adjust" as const), by: fc.integer({ min: -6, max: 6 }).filter((by) => by !== 0) }),
  fc.record({ kind: fc.constant("reserve" as const), quantity: fc.integer({ min: 1, max: 9 }) }),
);

function commandOf(
  change: typeof anyChange extends fc.Arbitrary<infer Change> ? Change : never,
  row: { readonly tenant: string; readonly sku: string; readonly location: string },
  number: number,
): Command {
  switch (change.kind) {
    case "receive":
      return { ...row, ...change };
    case "adjust":
      return { ...row, ...change, reason: "damaged" };
    case "reserve":
      return reserve({
        tenant: row.tenant,
        reservation: `meanwhile-${number}`,
        lines: [{ sku: row.sku, quantity: change.quantity, locations: [row.location] }],
      });
  }
}

const CASES = fc.sample(fc.tuple(anyCase, fc.integer({ min: 1, max: 4 }), fc.array(anyChange, { maxLength: 2 })), {
  numRuns: 90,
  seed: 2028,
});

/** What became of a batch on each of two sides with the same past: decided before what others did, and after it. */
async function onBothSides(
  name: string,
  {
    past,
    requests,
    meanwhile,
  }: Record<"past" | "meanwhile", readonly Command[]> & {
    readonly requests: (side: string) => readonly CommandRequest[];
  },
): Promise<{ readonly foreseen: Foreseen | undefined; readonly isAhead: boolean; readonly sides: readonly unknown[] }> {
  const run = async (side: string, isGuessed: boolean) => {
    const own = (all: readonly Command[]): readonly Command[] => all.map((command) => ofSide(command, side));
    const asked = requests(side);
    await commands(...own(past));
    const foreseen = isGuessed ? await foresee(...asked) : undefined;
    await commands(...own(meanwhile));
    const written = await write(foreseen);
    const outcomes = written ?? (await batch(...asked));
    expect(await batch(...asked)).toEqual(outcomes.map((outcome) => ({ ...outcome, replayed: true })));
    return { foreseen, isAhead: written !== undefined, left: plain([outcomes, await leftOf(owner, side)], side) };
  };
  const [ahead, after] = [await run(`ahead-${name}`, true), await run(`batch-${name}`, false)];
  return { ...ahead, sides: [ahead.left, after.left] };
}

describe("what is decided ahead and the batch", () => {
  it("answer, log and leave the same, after any history and whatever others do meanwhile", async () => {
    let ahead = 0;
    let corrected = 0;
    for (const [index, [[history, { sku, location, more, ...terms }], orders, changes]] of CASES.entries()) {
      const received: Command = { kind: "receive", tenant: "acme", sku, location, quantity: more + 1 };
      const lines = [{ sku, quantity: terms.quantity, locations: [location] }];
      const { isAhead, sides } = await onBothSides(String(index), {
        past: [...history.map(([command]) => command), received],
        requests: (side) =>
          Array.from({ length: orders }, (_, number) =>
            order(side, `last-${number}`, { ...terms, lines, orderRef: 'a "quoted"\nline', holdSeconds: 3600 }),
          ),
        meanwhile: changes.map((change, number) => commandOf(change, { tenant: "acme", sku, location }, number)),
      });
      ahead += isAhead ? 1 : 0;
      corrected += isAhead && changes.length > 0 ? 1 : 0;

      expect(sides[0]).toEqual(sides[1]);
    }
    // Enough of them were decided ahead for the comparison to mean something.
    expect([ahead > 40, corrected > 20]).toEqual([true, true]);
  });

  const other = (quantity: number): Command =>
    reserve({ reservation: "other", channel: "shop", lines: [{ sku: "mug", quantity, locations: ["berlin"] }] });
  it.each<readonly [string, boolean, readonly Command[]]>([
    ["nobody does anything", true, []],
    ["others take some of them", true, [other(3)]],
    ["others take so many that there are not enough", false, [other(6)]],
    ["some come in, and are on hand", false, [{ ...TEN_MUGS, quantity: 4 }]],
  ])("do so with units that are still to come, where %s meanwhile", async (what, isWritten, meanwhile) => {
    const policy = { safetyStock: 0, promiseLimit: 10, shipsFrom: null, allotments: { web: 2 } };
    const { foreseen, isAhead, sides } = await onBothSides(`beyond ${what}`, {
      past: [{ ...TEN_MUGS, kind: "set-policy", policy }],
      requests: (side) =>
        ["r1", "r2"].map((reservation) => order(side, reservation, { channel: "web", holdSeconds: 3600 })),
      meanwhile,
    });

    expect(foreseen?.rows).toMatchObject([{ isBeyond: true, taken: 6, changes: 2 }]);
    expect([isAhead, sides[0]]).toEqual([isWritten, sides[1]]);
  });
});

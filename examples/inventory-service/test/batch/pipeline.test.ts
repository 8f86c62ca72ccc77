import type { Client, Pool } from "pg";
import { executeSplitting, openBatcher, type Batcher } from "../../src/batch";
import { Pipeline } from "../../src/batch/pipeline";
import type { CommandRequest, Outcome } from "../../src/storage";
import { storedKey } from "../../src/storage/idempotency";
import { reserve, TEN_MUGS } from "../domain/given";
import { TestServer } from "../storage/database";
import { keyed } from "../storage/requests";

let server: TestServer;
let owner: Client;
let pool: Pool;
let pipeline: Pipeline;
let batcher: Batcher;
beforeAll(async () => (server = await TestServer.start()));
afterAll(() => server.stop());
beforeEach(async () => {
  const database = await server.database();
  owner = database.owner;
  pool = server.pool(database.name, 4);
  pipeline = new Pipeline(pool);
  batcher = openBatcher(pool, { clock: () => performance.now(), mostWaiting: 1000 });
  await executeSplitting(pool, [keyed({ ...TEN_MUGS, quantity: 100 })]);
});
afterEach(() => server.closeAll());

const order = (reservation: string, quantity = 1): CommandRequest =>
  keyed(reserve({ reservation, lines: [{ sku: "mug", quantity, locations: ["berlin"] }] }));

/** Sends two batches, the second one behind the first, while somebody else has their row; he does something, and leaves. */
async function sendTwo(
  [first, second]: readonly [readonly CommandRequest[], readonly CommandRequest[]],
  meanwhile: () => Promise<unknown>,
): Promise<readonly (Outcome | Error)[]> {
  await owner.query("begin");
  await owner.query("select from inventory.stock for update");
  let both: Promise<readonly (readonly (Outcome | Error)[])[]> | undefined;
  await new Promise<void>((resolve) => {
    const one = pipeline.execute(first, () => {
      both = Promise.all([one, pipeline.execute(second, resolve)]);
    });
  });
  await waitUntilOneWaits();
  await meanwhile();
  await owner.query("commit");
  return (await both)?.flat() ?? [];
}

async function waitUntilOneWaits(): Promise<void> {
  for (;;) {
    const { rows } = await owner.query("select from pg_locks where not granted");
    if (rows.length > 0) {
      return;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

const reservedAfter = (outcomes: readonly (Outcome | Error)[]): unknown[] =>
  outcomes.map((outcome) =>
    "kind" in outcome && outcome.kind === "answered" && outcome.answer.accepted
      ? outcome.answer.stock.map(({ after }) => `${after.reserved} at ${after.version}`).join()
      : outcome,
  );

const stock = async (): Promise<unknown> =>
  (
    await owner.query(
      `select reserved, version::integer, (select count(*)::integer from inventory.reservation) as reservations,
         (select count(*)::integer from inventory.idempotency_key) as keys,
         (select array_agg(version::integer order by transaction, sequence) from inventory.stock_event
          where type = 'StockChanged') as logged
       from inventory.stock`,
    )
  ).rows[0];

describe("two batches on their way", () => {
  const twoBatches = (): readonly [
    readonly [CommandRequest, CommandRequest],
    readonly [CommandRequest, CommandRequest],
  ] => [
    [order("r1"), order("r2")],
    [order("r3"), order("r4")],
  ];

  it("are written one behind the other, as they were decided", async () => {
    expect(reservedAfter(await sendTwo(twoBatches(), () => Promise.resolve()))).toEqual([
      "1 at 2",
      "2 at 3",
      "3 at 4",
      "4 at 5",
    ]);
    expect(await stock()).toEqual({ reserved: 4, version: 5, reservations: 4, keys: 5, logged: [1, 2, 3, 4, 5] });
  });

  it("are decided once more, and in their order, when another replica changes their row before them", async () => {
    const [one, two] = twoBatches();
    const change = "update inventory.stock set on_hand = 2";

    expect(reservedAfter(await sendTwo([one, two], () => owner.query(change)))).toMatchObject([
      "1 at 2",
      "2 at 3",
      { answer: { accepted: false, refusal: { kind: "not-enough-stock" } } },
      { answer: { accepted: false, refusal: { kind: "not-enough-stock" } } },
    ]);
    expect(await stock()).toMatchObject({ reserved: 2, version: 3, reservations: 2, keys: 5 });
  });

  it("answer a key as another replica answered it meanwhile, and do not run it again", async () => {
    const [one, two] = twoBatches();
    await executeSplitting(pool, [order("before")]);
    const [{ key }] = one;
    const insert = async (): Promise<void> => {
      const stored = storedKey({ command: one[0].command, key });
      await owner.query(
        `insert into inventory.idempotency_key (day, key_hash, tenant, fingerprint, answer, answered_at)
         select $1, $2, 'acme', $3, k.answer, now() from inventory.idempotency_key as k
         where k.answer #>> '{reservation,reservation}' = 'before'`,
        [stored?.day, stored?.hash, stored?.fingerprint],
      );
    };
    const outcomes = await sendTwo([one, two], insert);

    expect(outcomes[0]).toMatchObject({ replayed: true, answer: { reservation: { reservation: "before" } } });
    expect(reservedAfter(outcomes.slice(1))).toEqual(["2 at 3", "3 at 4", "4 at 5"]);
    expect(await stock()).toMatchObject({ reserved: 4, version: 5, reservations: 4 });
  });

  it("are run again, once and in their order, when their connection is lost", async () => {
    const [one, two] = twoBatches();
    const kill = "select pg_terminate_backend(pid) from pg_locks where not granted";

    expect(reservedAfter(await sendTwo([one, two], () => owner.query(kill)))).toEqual([
      "1 at 2",
      "2 at 3",
      "3 at 4",
      "4 at 5",
    ]);
    expect(await stock()).toMatchObject({ reserved: 4, version: 5, reservations: 4, keys: 5 });
  });

  it("have only the culprit fail, where one of them cannot be stored", async () => {
    const bad = keyed(reserve({ reservation: "bad", orderRef: "a\u0000b" }));
    const outcomes = await sendTwo(
      [
        [order("r1"), bad],
        [order("r3"), order("r4")],
      ],
      () => Promise.resolve(),
    );

    expect(outcomes[1]).toBeInstanceOf(Error);
    expect(reservedAfter([...outcomes.slice(0, 1), ...outcomes.slice(2)])).toEqual(["1 at 2", "2 at 3", "3 at 4"]);
    expect(await stock()).toMatchObject({ reserved: 3, version: 4, reservations: 3 });
  });

  it("let a command of another kind wait for their end, and see what they left", async () => {
    const release = keyed({ kind: "release", tenant: "acme", reservation: "r2" });

    expect(reservedAfter(await sendTwoThen(release))).toEqual(["1 at 2", "2 at 3", "1 at 4"]);
  });

  async function sendTwoThen(last: CommandRequest): Promise<readonly (Outcome | Error)[]> {
    let behind: Promise<readonly (Outcome | Error)[]> | undefined;
    const one = pipeline.execute(
      [order("r1"), order("r2")],
      () => (behind = pipeline.execute([last], () => undefined)),
    );
    return [...(await one), ...((await behind) ?? [])];
  }
});

describe("a batcher on a database", () => {
  it("sells what there is to those who come at once, wave after wave, and refuses the rest", async () => {
    const wave = (name: string): Promise<Outcome[]> =>
      Promise.all(Array.from({ length: 40 }, (_, index) => batcher.submit(order(`${name}-${index}`), 60_000)));
    const outcomes = [...(await wave("a")), ...(await wave("b")), ...(await wave("c"))];
    await batcher.drain();

    expect(outcomes.filter((outcome) => outcome.kind === "answered" && outcome.answer.accepted)).toHaveLength(100);
    expect(await stock()).toMatchObject({ reserved: 100, version: 101, reservations: 100, keys: 121 });
  });
});

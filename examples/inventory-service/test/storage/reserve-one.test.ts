import fc from "fast-check";
import type { Client, Pool } from "pg";
import type { Command, Reserve } from "../../src/domain";
import { executeBatch, executeRequests, type CommandRequest, type Outcome } from "../../src/storage";
import { storedKey } from "../../src/storage/idempotency";
import { reserveOne } from "../../src/storage/reserve-one";
import { reserve, TEN_MUGS } from "../domain/given";
import { TestServer } from "./database";
import { keyed } from "./requests";
import { anyCase, leftOf, ofSide, plain } from "./sides";

let server: TestServer;
let pool: Pool;
let owner: Client;
let database: string;
beforeAll(async () => {
  server = await TestServer.start();
  ({ name: database, owner } = await server.database());
  pool = server.pool(database, 1);
});
afterAll(() => server.stop());

/** Runs one statement's way alone: `undefined` where it leaves the request to the batch. */
async function alone(request: CommandRequest): Promise<Outcome | undefined> {
  const key = storedKey(request);
  if (key === undefined || request.command.kind !== "reserve") {
    throw new Error("the test's own request is no reservation under a key");
  }
  const connection = await pool.connect();
  try {
    return await reserveOne(connection, { command: request.command }, key);
  } finally {
    connection.release();
  }
}

async function batch(...commands: readonly Command[]): Promise<void> {
  const connection = await pool.connect();
  await executeBatch(
    connection,
    commands.map((each) => keyed(each)),
  );
  connection.release();
}

const of = (tenant: string, changed: Partial<Reserve> = {}): CommandRequest => keyed(reserve({ tenant, ...changed }));

describe("the single statement", () => {
  it("takes the units of one line from one location", async () => {
    await batch({ ...TEN_MUGS, tenant: "one" });

    expect(await alone(of("one"))).toMatchObject({
      kind: "answered",
      answer: { accepted: true, stock: [{ after: { onHand: 10, reserved: 3, version: 2 } }] },
    });
  });

  it.each<readonly [string, Partial<Reserve>]>([
    ["more units than there are", { lines: [{ sku: "mug", quantity: 11, locations: ["berlin"] }] }],
    ["a row that is not there", { lines: [{ sku: "cup", quantity: 1, locations: ["berlin"] }] }],
    ["a choice of locations", { lines: [{ sku: "mug", quantity: 1, locations: ["berlin", "turin"] }] }],
    ["two lines", { lines: Array(2).fill({ sku: "mug", quantity: 1, locations: ["berlin"] }) }],
    ["a reservation that is there", { reservation: "before" }],
  ])("leaves %s to the batch, and changes nothing", async (what, changed) => {
    const tenant = `left ${what}`;
    await batch({ ...TEN_MUGS, tenant }, reserve({ tenant, reservation: "before" }));

    expect(await alone(of(tenant, changed))).toBeUndefined();
    const { rows } = await owner.query("select reserved, version from inventory.stock where tenant = $1", [tenant]);
    expect(rows).toEqual([{ reserved: 3, version: "2" }]);
  });

  it("leaves a row with allotments, a key that was answered and one out of its days to the batch", async () => {
    const policy = { safetyStock: 0, promiseLimit: 0, shipsFrom: null, allotments: { web: 2 } };
    await batch({ ...TEN_MUGS, tenant: "set-aside" }, { ...TEN_MUGS, kind: "set-policy", tenant: "set-aside", policy });
    await batch({ ...TEN_MUGS, tenant: "answered" });
    const answered = of("answered");
    await alone(answered);
    const old = keyed(reserve({ tenant: "answered", reservation: "r9" }), "01800000-0000-7000-8000-000000000000");

    expect(await alone(of("set-aside"))).toBeUndefined();
    expect(await alone(answered)).toBeUndefined();
    expect(await alone(old)).toBeUndefined();
  });

  it("does not sell a unit twice, nor answer a key twice, to those who come at the same time", async () => {
    await batch({ ...TEN_MUGS, tenant: "race" });
    const many = server.pool(database, 8);
    const requests = Array.from({ length: 10 }, (_, index) => of("race", { reservation: `r${index}` }));
    const run = async ({ command, key }: CommandRequest): Promise<string> => {
      const connection = await many.connect();
      const stored = storedKey({ command, key });
      try {
        const outcome = stored && (await reserveOne(connection, { command: command as Reserve }, stored));
        return outcome === undefined ? "left" : "taken";
      } catch (error) {
        return String((error as { code?: string }).code);
      } finally {
        connection.release(true);
      }
    };
    const results = await Promise.all(requests.flatMap((request) => [run(request), run(request)]));

    // What was neither taken nor left made a key that somebody else was making: it is run again, as a batch.
    expect(results.filter((result) => result === "taken")).toHaveLength(3);
    expect(results.filter((result) => !["taken", "left", "23505"].includes(result))).toEqual([]);
    const { rows } = await owner.query("select reserved from inventory.stock where tenant = 'race'");
    expect(rows).toEqual([{ reserved: 9 }]);
  });
});

const CASES = fc.sample(anyCase, { numRuns: 80, seed: 2027 });

describe("the single statement and the batch", () => {
  it("answer, log and leave the same, after any history", async () => {
    let taken = 0;
    for (const [index, [history, { sku, location, quantity, more, ...order }]] of CASES.entries()) {
      const answers = [];
      for (const side of [`short-${index}`, `long-${index}`]) {
        const received: Command = { kind: "receive", tenant: "acme", sku, location, quantity: more };
        const before = [...history.map(([command]) => command), ...(more === 0 ? [] : [received])];
        await batch(...before.map((command) => ofSide(command, side)));
        const lines = [{ sku, quantity, locations: [location] }];
        const request = of(side, { ...order, reservation: "last", lines, holdSeconds: 3600 });
        const short = side.startsWith("short") ? await alone(request) : undefined;
        taken += short === undefined ? 0 : 1;
        const outcome = short ?? (await run(executeBatch, request));
        expect(await run(executeRequests, request)).toEqual({ ...outcome, replayed: true });
        answers.push(plain([outcome, await leftOf(owner, side)], side));
      }

      expect(answers[0]).toEqual(answers[1]);
    }
    // Enough of them went the short way for the comparison to mean something.
    expect(taken).toBeGreaterThan(20);
  });
});

async function run(execute: typeof executeBatch, request: CommandRequest): Promise<Outcome | undefined> {
  const connection = await pool.connect();
  const [outcome] = await execute(connection, [request]);
  connection.release();
  return outcome;
}

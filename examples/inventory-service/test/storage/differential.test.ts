import fc from "fast-check";
import type { Client, Pool } from "pg";
import { decide, EMPTY_INVENTORY, evolve, type Command, type Inventory } from "../../src/domain";
import { executeBatch, type Answer } from "../../src/storage";
import { answerOf } from "../../src/storage/decide-batch";
import { anyHistory } from "../domain/commands";
import { TestServer } from "./database";
import { keyed } from "./requests";

const HISTORIES = fc.sample(anyHistory, { numRuns: 12, seed: 2026 });

let server: TestServer;
let owner: Client;
let pool: Pool;
beforeAll(async () => {
  server = await TestServer.start();
  const database = await server.database();
  owner = database.owner;
  pool = server.pool(database.name, 1);
});
afterAll(() => server.stop());

/** A history's own tenants, and holds that last longer than the test: what becomes of the others depends on the moment. */
function ofHistory(command: Command, index: number): Command {
  const tenant = `${command.tenant}-${index}`;
  return command.kind === "reserve" ? { ...command, tenant, holdSeconds: 3600 } : { ...command, tenant };
}

/** The same without the moments at which holds end, which are the database's. */
function timeless(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value, (name, member: unknown) => (name === "expiresAt" ? 0 : member)));
}

function inModel(commands: readonly Command[]): { inventory: Inventory; answers: Answer[]; events: unknown[] } {
  const now = Date.now();
  let inventory = EMPTY_INVENTORY;
  const events: unknown[] = [];
  const answers = commands.map((command) => {
    const decision = decide(inventory, command, now);
    if (decision.accepted) {
      inventory = decision.events.reduce(evolve, inventory);
      events.push(...decision.events);
    }
    return answerOf(decision);
  });
  return { inventory, answers, events };
}

describe("batches on PostgreSQL", () => {
  it.each(HISTORIES.map((history, index) => [index, history] as const))(
    "answer and leave what decide says, one command after the other (history %i)",
    async (index, history) => {
      const commands = history.map(([command]) => ofHistory(command, index));
      const connection = await pool.connect();
      const answers: unknown[] = [];
      const size = 1 + (index % 5) * 7;
      for (let from = 0; from < commands.length; from += size) {
        const outcomes = await executeBatch(
          connection,
          commands.slice(from, from + size).map((each) => keyed(each)),
        );
        answers.push(...outcomes.map((outcome) => (outcome.kind === "answered" ? outcome.answer : outcome)));
      }
      connection.release();
      const model = inModel(commands);

      expect(timeless(answers)).toEqual(timeless(model.answers));
      const events = await owner.query(
        `select data from inventory.stock_event where tenant like '%-${index}' order by transaction, sequence`,
      );
      expect(timeless(events.rows.map(({ data }) => data))).toEqual(timeless(model.events));
      const stock = await owner.query(
        `select tenant || chr(10) || sku || chr(10) || location as key, on_hand, reserved, version::int
         from inventory.stock where version > 0 and tenant like '%-${index}'`,
      );
      expect(new Map(stock.rows.map(({ key, ...row }) => [key, row]))).toEqual(
        new Map(
          [...model.inventory.levels].map(([text, { onHand, reserved, version }]) => [
            text.replaceAll("\u0000", "\n"),
            { on_hand: onHand, reserved, version },
          ]),
        ),
      );
      const reservations =
        await owner.query(`select tenant || chr(10) || reservation as key, status, allocations, returned
         from inventory.reservation where tenant like '%-${index}'`);
      expect(new Map(reservations.rows.map(({ key, ...row }) => [key, row]))).toEqual(
        new Map(
          [...model.inventory.reservations].map(([text, { status, allocations, returned }]) => [
            text.replaceAll("\u0000", "\n"),
            { status, allocations, returned },
          ]),
        ),
      );
    },
  );
});

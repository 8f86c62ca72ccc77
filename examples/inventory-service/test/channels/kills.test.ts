import type { Client, Pool } from "pg";
import { Batcher, executeSplitting } from "../../src/batch";
import { Channels, type OpenParties } from "../../src/channels";
import { findReservation, findStock, type Db, type DbPool } from "../../src/storage";
import { NO_TRACES } from "../../src/trace";
import { TestServer } from "../storage/database";
import { keyed } from "../storage/requests";
import { orderAt, partiesOf, startParts, stopParts, type Parts } from "./world";

let server: TestServer;
let owner: Client;
let pool: Pool;
beforeAll(async () => {
  server = await TestServer.start();
  const database = await server.database();
  owner = database.owner;
  pool = server.pool(database.name, 6);
});
afterAll(() => server.stop());

class Killed extends Error {}

/** Counts what a process does, and kills it before or after one of its doings: from then on nothing it does has an effect. */
class Life {
  readonly #dies: number;
  #doings = 0;
  #isDead = false;

  constructor(dies: number) {
    this.#dies = dies;
  }

  /** What it has done so far. */
  get doings(): number {
    return this.#doings;
  }

  get isDead(): boolean {
    return this.#isDead;
  }

  /** Odd numbers die before the doing, even ones after it. */
  async does<Result>(doing: () => Promise<Result>): Promise<Result> {
    this.#tick();
    const result = await doing();
    this.#tick();
    return result;
  }

  #tick(): void {
    this.#doings += 1;
    this.#isDead ||= this.#doings === this.#dies;
    if (this.#isDead) {
      throw new Killed("killed");
    }
  }
}

/** A port of which each call is a doing, but for reading: what was read counts once it is committed. */
function mortal<Port extends object>(port: Port, life: Life): Port {
  return new Proxy(port, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      return typeof member === "function" && name !== "messagesAfter"
        ? (...args: unknown[]) => life.does(() => Reflect.apply(member, target, args))
        : member;
    },
  });
}

function mortalParties(parties: OpenParties, life: Life): OpenParties {
  return {
    ...parties,
    marketplaces: parties.marketplaces.map((each) => ({ ...each, port: mortal(each.port, life) })),
    warehouses: parties.warehouses.map((each) => ({ ...each, port: mortal(each.port, life) })),
  };
}

/** Connections as the service has them, of which each commit of something is a doing; a dead process's transactions are rolled back. */
function mortalPool(pool: DbPool, life: Life): DbPool {
  return {
    query: (query) => pool.query(query),
    connect: async () => {
      const connection = await pool.connect();
      let isWriting = false;
      const query: Db["query"] = (statement) => {
        const run = (): ReturnType<typeof connection.query<never>> => connection.query(statement);
        isWriting = statement.text !== "begin" && (isWriting || /^\s*(insert|update)/.test(statement.text));
        return statement.text === "commit" && isWriting ? life.does(run) : run();
      };
      return { query, release: (failed) => connection.release(failed) };
    },
  };
}

interface Ended {
  readonly market: readonly string[];
  readonly warehouse: readonly string[];
  readonly stock: readonly (readonly number[])[];
  readonly status: string | undefined;
}

/** What is done to an order once it waits for its warehouse. */
type Fate = (parts: Parts, orderRef: string) => void;

const FATES: readonly (readonly [string, "from the start" | "from its fate", Fate])[] = [
  [
    "shipped, and returned in part",
    "from the start",
    ({ warehouse }, orderRef) => {
      warehouse.ship(orderAt("market", orderRef))();
      warehouse.takeBack(orderAt("market", orderRef), { sku: "mug", location: "berlin", quantity: 1 })();
    },
  ],
  ["cancelled in time", "from its fate", ({ market }, orderRef) => market.cancel(orderRef)],
];

interface Lived {
  readonly ended: Ended;
  readonly isDead: boolean;
  /** What the first process had done when the order met its fate. */
  readonly fatedAt: number;
}

let lives = 0;
let seconds = 0;

/** Lives through an order with a process that dies once, at one of its doings, and another one that follows; says how it ended, and whether it died. */
async function live(fate: Fate, dies: number): Promise<Lived> {
  lives += 1;
  const tenant = `acme-${lives}`;
  const parts = await startParts();
  const batcher = new Batcher({ execute: (batch) => executeSplitting(pool, batch), clock: Date.now, mostWaiting: 100 });
  await executeSplitting(pool, [keyed({ kind: "receive", tenant, sku: "mug", location: "berlin", quantity: 10 })]);
  const orderRef = parts.market.order([{ sku: "mug", quantity: 2 }]);
  const first = new Life(dies);
  let life = first;
  let channels = channelsOf({ tenant, parts, batcher, life });
  let fatedAt: number | undefined;
  while (!(await isOver(tenant))) {
    if (fatedAt === undefined && (await isWaiting(tenant))) {
      fate(parts, orderRef);
      fatedAt = first.doings;
    }
    await channels.round().catch(() => undefined);
    if (life.isDead) {
      life = new Life(Infinity);
      channels = channelsOf({ tenant, parts, batcher, life });
    }
    await hurry(tenant);
  }
  const reservation = await findReservation(pool, { tenant, reservation: orderAt("market", orderRef) });
  const rows = await findStock(pool, { tenant, sku: "mug" });
  await stopParts(parts);
  const stock = rows.map(({ onHand, reserved, version }) => [onHand, reserved, version]);
  const ofOrder = parts.market.effects.filter((each) => each.startsWith("order"));
  return {
    ended: { market: ofOrder, warehouse: parts.warehouse.effects, stock, status: reservation?.status },
    isDead: first.isDead,
    fatedAt: fatedAt ?? 0,
  };
}

interface Process {
  readonly tenant: string;
  readonly parts: Parts;
  readonly batcher: Batcher;
  readonly life: Life;
}

function channelsOf({ tenant, parts, batcher, life }: Process): Channels {
  return new Channels({
    pool: mortalPool(pool, life),
    submit: (...asked) => life.does(() => batcher.submit(...asked)),
    splitFor: async () => "listed",
    parties: mortalParties(
      partiesOf(parts, () => performance.now(), { tenant }),
      life,
    ),
    traces: NO_TRACES,
    // A second goes by whenever somebody looks.
    ...{ now: Date.now, clock: () => (seconds += 1) * 1_000, onError: () => undefined, onBacklog: () => undefined },
  });
}

const count = async (tenant: string, text: string): Promise<number> =>
  (await owner.query(text, [tenant])).rowCount ?? 0;

const isWaiting = async (tenant: string): Promise<boolean> =>
  (await count(tenant, "select 1 from inventory.channel_order where tenant = $1 and step = 'ship'")) === 1;

const isOver = async (tenant: string): Promise<boolean> =>
  (await count(tenant, "select 1 from inventory.channel_order where tenant = $1 and due_at is null")) === 1 &&
  (await count(tenant, "select 1 from inventory.channel_message where tenant = $1 and state = 'waiting'")) === 0;

/** Nobody waits for what is tried again later. */
const hurry = async (tenant: string): Promise<void> => {
  await count(tenant, "update inventory.channel_order set due_at = now() where tenant = $1 and due_at is not null");
  await count(tenant, "update inventory.channel_message set due_at = now() where tenant = $1 and state = 'waiting'");
};

describe("a process that is killed before or after any of its calls and commits", () => {
  it.each(FATES)("leaves an order that ends as if it had not been: %s, %s on", async (_, from, fate) => {
    const { ended: undisturbed, fatedAt } = await live(fate, Infinity);
    let kills = 0;
    for (let dies = from === "from the start" ? 1 : fatedAt + 1, isDead = true; isDead; dies += 1) {
      const lived = await live(fate, dies);
      isDead = lived.isDead;
      kills += isDead ? 1 : 0;
      expect([dies, lived.ended]).toEqual([dies, undisturbed]);
    }

    expect(kills).toBeGreaterThan(from === "from the start" ? 40 : 12);
    expect(undisturbed.stock).toHaveLength(1);
  });
});

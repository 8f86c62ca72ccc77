import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { keepRetention, ParquetTables } from "../../src/archive";
import { archiveEvents } from "../../src/archive/archive-events";
import { LocalFiles } from "../../src/files";
import { DuckDbEngine, PostgresStock, reconcile, type RunResult } from "../../src/reconcile";
import { moveEventsBack } from "../archive/days";
import { TestServer } from "../storage/database";
import { orderAt, startWorld, stepOf, stockOf, until, type World, type WorldOptions } from "./world";

const DAY_MILLISECONDS = 86_400_000;
const MUG = { sku: "mug", location: "berlin", quantity: 10 };

let server: TestServer;
let world: World;
beforeAll(async () => (server = await TestServer.start()));
afterAll(() => server.stop());
afterEach(() => world.stop());

async function begin(options: WorldOptions = {}): Promise<void> {
  world = await startWorld(server, options);
  world.warehouse.receive(MUG);
  await until("ten mugs are on hand", async () => (await stockOf(world, "mug"))["berlin"]?.[0] === 10);
}

const isAt = (orderRef: string, step: string, channel?: string): Promise<void> =>
  until(`${orderRef} is at ${step}`, async () => (await stepOf(world, orderRef, channel)) === step);

/** Tables in which a text is found. */
async function tablesWith(text: string): Promise<readonly string[]> {
  const { rows } = await world.owner.query<{ name: string }>(
    `select c.table_name as name from information_schema.tables as c
     where c.table_schema = 'inventory' and c.table_type = 'BASE TABLE' order by 1`,
  );
  const found: string[] = [];
  for (const { name } of rows) {
    const { rowCount } = await world.owner.query(`select 1 from inventory.${name} as t where t::text ilike $1`, [
      `%${text}%`,
    ]);
    found.push(...(rowCount === 0 ? [] : [name]));
  }
  return found;
}

const mugs = (quantity: number): { sku: string; quantity: number }[] => [{ sku: "mug", quantity }];

describe("an order", () => {
  it("goes its way once, although all are late, say things twice and not in their order, lose answers and fail", async () => {
    await begin({ faults: { seed: 20_261_127, fail: 0.15, lose: 0.1, double: 0.5, late: 3 } });
    const orders = [1, 2, 1, 3].map((quantity) => world.market.order(mugs(quantity)));
    const shipped = orders.map(async (orderRef) => {
      const order = orderAt("market", orderRef);
      await until(`${orderRef} is to be shipped`, () => world.warehouse.orders.get(order)?.status === "open");
      // The return is told of first.
      world.warehouse.takeBack(order, { ...MUG, quantity: 1 })();
      world.warehouse.ship(order)();
      await isAt(orderRef, "shipped");
    });
    await Promise.all(shipped);
    await until("all returns are booked", async () => (await stockOf(world, "mug"))["berlin"]?.[0] === 7);

    expect(await stockOf(world, "mug")).toEqual({ berlin: [7, 0] });
    expect(world.warehouse.shelves.get("mug berlin")).toBe(7);
    const once = orders.flatMap((each) => [`${each}: accepted`, `${each}: shipped`]);
    const ofOrders = world.market.effects.filter((each) => each.startsWith("order-"));
    expect(ofOrders.toSorted()).toEqual(once.toSorted());
    const taken = orders.flatMap((each) => ["left", "taken"].map((what) => `${orderAt("market", each)}: ${what}`));
    expect(world.warehouse.effects.toSorted()).toEqual(taken.toSorted());
  });

  it("that there are no units for is rejected, and that the warehouse does not ship is undone, units and all", async () => {
    await begin();
    const tooMany = world.market.order(mugs(11));
    world.warehouse.refused.add("mug");
    const unshippable = world.market.order(mugs(4));
    await Promise.all([isAt(tooMany, "undone"), isAt(unshippable, "undone")]);

    expect(world.market.orders.get(tooMany)?.status).toBe("rejected");
    expect(world.market.effects.filter((each) => each.startsWith(unshippable))).toEqual([
      `${unshippable}: accepted`,
      `${unshippable}: rejected`,
    ]);
    expect(await stockOf(world, "mug")).toEqual({ berlin: [10, 0] });
    const { body } = await world.call("GET", `/v1/reservations/${orderAt("market", unshippable)}`);
    expect(body["status"]).toBe("cancelled");
  });

  it("is cancelled at the warehouse as long as it is there; its customer is known nowhere, and its reference can be erased", async () => {
    await begin();
    const orderRef = world.market.order(mugs(4));
    await isAt(orderRef, "ship");
    world.market.cancel(orderRef);
    await isAt(orderRef, "undone");

    expect(world.warehouse.orders.get(orderAt("market", orderRef))?.status).toBe("recalled");
    expect(world.market.orders.get(orderRef)).toEqual({ status: "rejected", isDenied: false });
    expect(await stockOf(world, "mug")).toEqual({ berlin: [10, 0] });
    expect(await tablesWith("canary")).toEqual([]);
    expect(await tablesWith(orderRef)).toEqual(["channel_order", "reservation"]);
    const erased = await world.call("DELETE", `/v1/orders/${orderRef}?channel=market`);
    expect([erased.status, await tablesWith(orderRef)]).toEqual([200, []]);
  });
});

describe("the last units", () => {
  it("that two marketplaces sell at once go to one of them; the other is told to reject, and both that nothing is left", async () => {
    await begin();
    const [one, two] = [world.market.order(mugs(10)), world.other.order(mugs(10))];
    const ended = async (orderRef: string, channel: string): Promise<string> => {
      await until(`${channel} knows`, async () =>
        ["ship", "undone"].includes((await stepOf(world, orderRef, channel)) ?? ""),
      );
      return (await stepOf(world, orderRef, channel)) ?? "";
    };
    const steps = [await ended(one, "market"), await ended(two, "other")];
    await until("both know", () =>
      [world.market, world.other].every(({ listings }) => listings.get("mug")?.available === 0),
    );

    expect(steps.toSorted()).toEqual(["ship", "undone"]);
    const statuses = [world.market.orders.get(one)?.status, world.other.orders.get(two)?.status];
    expect(statuses.toSorted()).toEqual(["accepted", "rejected"]);
    expect(await stockOf(world, "mug")).toEqual({ berlin: [10, 10] });
  });
});

describe("a marketplace that is away for an hour", () => {
  it("is left alone as long as it asks, and others are not; then its order goes on, and it hears once what there is", async () => {
    await begin();
    await until("both know of ten", () =>
      [world.market, world.other].every(({ listings }) => listings.get("mug")?.available === 10),
    );
    const orderRef = world.market.order(mugs(2));
    await isAt(orderRef, "ship");
    const callsUpToNow = world.market.calls.length;
    world.market.outage = { status: 503, headers: { "retry-after": "3600" } };
    await until("the outage is noticed", () => world.market.calls.length > callsUpToNow);
    await until("nobody calls it", async () => {
      const before = world.market.calls.length;
      await new Promise((resolve) => setTimeout(resolve, 1_200));
      return world.market.calls.length === before;
    });
    const callsBefore = world.market.calls.length;
    world.warehouse.ship(orderAt("market", orderRef))();
    await isAt(orderRef, "announce");
    const meanwhile = world.other.order(mugs(1));
    await isAt(meanwhile, "ship", "other");
    for (const quantity of [1, 2, 3]) {
      await world.call("POST", "/v1/stock/mug/berlin/receive", { quantity });
    }
    await until("the other knows", () => world.other.listings.get("mug")?.available === 13);
    const callsMeanwhile = world.market.calls.length - callsBefore;
    const listedBefore = world.market.effects.filter((each) => each.startsWith("mug")).length;
    world.market.outage = undefined;
    await world.pass(3_600_000);
    await isAt(orderRef, "shipped");
    await until("it knows", () => world.market.listings.get("mug")?.available === 13);

    expect(callsMeanwhile).toBe(0);
    expect(world.market.orders.get(orderRef)?.status).toBe("shipped");
    const listed = world.market.effects.filter((each) => each.startsWith("mug")).slice(listedBefore);
    expect(listed).toEqual(["mug: 13"]);
  });
});

describe("an order that is cancelled when it has left, and returned, of which the warehouse tells three days late", () => {
  let folder: string;
  let tables: ParquetTables;
  beforeEach(async () => {
    folder = fs.mkdtempSync(path.join(os.tmpdir(), "inventory-story-"));
    tables = await ParquetTables.start({ memoryMiB: 256, spillFolder: path.join(folder, "spill") });
  });
  afterEach(() => {
    tables.stop();
    fs.rmSync(folder, { recursive: true });
  });

  /** Reconciles today, as the nightly job does once the day is over; repairs what it may. */
  async function reconcileToday(name: string): Promise<RunResult> {
    const pool = server.pool(String((await world.owner.query("select current_database() as name")).rows[0]?.name));
    const files = new LocalFiles(path.join(folder, name), "test");
    const options = { db: pool, files, tables };
    await files.write("critical-skus.json", "[]");
    await keepRetention({ ...options, settledSeconds: 0, keptSeconds: 30 * 86_400 });
    const today = String(
      (await pool.query<{ day: string }>({ text: "select (now() at time zone 'UTC')::date::text as day" })).rows[0]
        ?.day,
    );
    await archiveEvents(options, today);
    const engine = await DuckDbEngine.start({ memoryMiB: 256, threads: 1, spillFolder: path.join(folder, "engine") });
    try {
      const stock = new PostgresStock(pool);
      const share = { index: 0, of: 1 };
      return await reconcile({
        files,
        engine,
        stock,
        day: today,
        daysBack: 1,
        share,
        signal: new AbortController().signal,
      });
    } finally {
      engine.stop();
    }
  }

  const counted = (sequence: number): Promise<void> =>
    until("the count is there", async () => {
      const { rowCount } = await world.owner.query("select 1 from inventory.external_count where sequence = $1", [
        sequence,
      ]);
      return rowCount === 1;
    });

  it("is missed by that day's reconciliation, which repairs nothing; and once it was told of, nothing is missed", async () => {
    await begin();
    const orderRef = world.market.order(mugs(2));
    await isAt(orderRef, "ship");
    const order = orderAt("market", orderRef);
    const shipped = new Date().toISOString();
    const tellShipment = world.warehouse.ship(order, shipped);
    world.market.cancel(orderRef);
    await until("it cannot be cancelled", () => world.market.orders.get(orderRef)?.isDenied ?? false);
    await isAt(orderRef, "ship");
    const tellReturn = world.warehouse.takeBack(order, { ...MUG, quantity: 1 }, shipped);
    world.warehouse.count("mug", "berlin");
    await counted(1);
    const first = await reconcileToday("first");

    // Three days go by, and only then does the warehouse say what it did; the return before the shipment.
    await moveEventsBack(world.owner, 3);
    await world.owner.query("update inventory.archived_day set day = day - 3");
    await world.pass(3 * DAY_MILLISECONDS);
    tellReturn();
    tellShipment();
    await isAt(orderRef, "shipped");
    await until("the return is booked", async () => (await stockOf(world, "mug"))["berlin"]?.[0] === 9);
    world.warehouse.count("mug", "berlin");
    await counted(2);
    const second = await reconcileToday("second");

    expect(first).toMatchObject({
      kind: "decided",
      report: {
        plan: {
          decision: { repairs: [] },
          waiting: [
            {
              sku: "mug",
              location: "berlin",
              kind: "missing",
              delta: -1,
              because: expect.arrayContaining(["open-hold"]),
            },
          ],
        },
      },
    });
    expect(second).toMatchObject({ kind: "decided", report: { plan: { decision: { repairs: [] }, waiting: [] } } });
    expect(await stockOf(world, "mug")).toEqual({ berlin: [9, 0] });
    expect(world.market.effects.filter((each) => each.startsWith(orderRef))).toEqual([
      `${orderRef}: accepted`,
      `${orderRef}: cancellation denied`,
      `${orderRef}: shipped`,
    ]);
  });
});

import type { Client } from "pg";
import { openBatcher, type Batcher } from "../../src/batch";
import type { Command } from "../../src/domain";
import type { CommandRequest, Outcome } from "../../src/storage";
import { sweepHolds } from "../../src/worker/sweep-holds";
import { reserve } from "../domain/given";
import { TestServer } from "./database";
import { keyed } from "./requests";

let server: TestServer;
beforeAll(async () => (server = await TestServer.start()));
afterAll(() => server.stop());
afterEach(() => server.closeAll());

/** Of each row: what it reserves, what open reservations have of it, and whether its versions have no gap. */
const AUDIT = `
  select s.sku, s.on_hand, s.reserved,
    (select coalesce(sum((a ->> 'quantity')::integer), 0)::integer
     from inventory.reservation as r, jsonb_array_elements(r.allocations) as a
     where r.tenant = s.tenant and r.status in ('held', 'confirmed')
       and a ->> 'sku' = s.sku and a ->> 'location' = s.location and not (a ->> 'shipped')::boolean) as promised,
    (select count(*) = s.version and max(e.version) = s.version from inventory.stock_event as e
     where e.subject = format('["%s","%s","%s"]', s.tenant, s.sku, s.location)) as gapless
  from inventory.stock as s
  order by s.sku`;

interface Replicas {
  readonly owner: Client;
  readonly name: string;
  readonly both: readonly [Batcher, Batcher];
}

/** Two replicas: each with connections and a batcher of its own. */
async function replicas(): Promise<Replicas> {
  const { name, owner } = await server.database();
  const replica = (): Batcher =>
    openBatcher(server.pool(name, 3), { clock: () => performance.now(), mostWaiting: 10_000 });
  return { owner, name, both: [replica(), replica()] };
}

/** Sends a request to the one or the other replica. */
const submit = ({ both }: Replicas, index: number, request: CommandRequest): Promise<Outcome> =>
  both[index % 2 === 0 ? 0 : 1].submit(request, 60_000);

const accepted = (outcomes: readonly Outcome[]): number =>
  outcomes.filter((outcome) => outcome.kind === "answered" && outcome.answer.accepted).length;

const receive = (sku: string, quantity: number): CommandRequest =>
  keyed({ kind: "receive", tenant: "acme", sku, location: "berlin", quantity });

const line = (sku: string, quantity: number): { sku: string; quantity: number; locations: string[] } => ({
  ...{ sku, quantity },
  locations: ["berlin"],
});

describe("two replicas on one database", () => {
  it("sell each unit of a hot row once: 100 units, 1,000 orders", async () => {
    const service = await replicas();
    await submit(service, 0, receive("mug", 100));
    const orders = Array.from({ length: 1000 }, (_, index) =>
      keyed(reserve({ reservation: `r${index}`, lines: [line("mug", 1)] })),
    );
    const outcomes = await Promise.all(orders.map((order, index) => submit(service, index, order)));

    expect(accepted(outcomes)).toBe(100);
    expect((await service.owner.query(AUDIT)).rows).toEqual([
      { sku: "mug", on_hand: 100, reserved: 100, promised: 100, gapless: true },
    ]);
  });

  it("answer each key alike, whichever of them it reaches, at sell-out too", async () => {
    const service = await replicas();
    await submit(service, 0, receive("mug", 50));
    const orders = Array.from({ length: 300 }, (_, index) =>
      keyed(reserve({ reservation: `r${index}`, lines: [line("mug", 1 + (index % 3))] })),
    );
    const answers = await Promise.all(
      orders.map((order) => Promise.all([0, 1, 0, 1].map((index) => submit(service, index, order)))),
    );
    const different = answers.filter((same) => {
      const texts = same.map((outcome) =>
        outcome.kind === "answered" ? JSON.stringify(outcome.answer) : outcome.kind,
      );
      return new Set(texts).size !== 1;
    });

    expect(different).toEqual([]);
    expect((await service.owner.query(AUDIT)).rows).toEqual([
      { sku: "mug", on_hand: 50, reserved: 50, promised: 50, gapless: true },
    ]);
  });

  it("make a row once, and never wait for each other in a circle, on many rows in any order", async () => {
    const service = await replicas();
    const skus = Array.from({ length: 20 }, (_, index) => `sku-${index}`);
    await Promise.all([...skus, ...skus.toReversed()].map((sku, index) => submit(service, index, receive(sku, 30))));
    const orders = Array.from({ length: 600 }, (_, index) => {
      const ofOrder = [0, 1, 2].map((step) => skus[(index * 7 + step * (1 + (index % 5))) % skus.length] ?? "");
      const lines = (index % 2 === 0 ? ofOrder : ofOrder.toReversed()).map((sku) => line(sku, 1 + (index % 2)));
      return keyed(reserve({ reservation: `r${index}`, lines, fill: index % 3 === 0 ? "partial" : "all" }));
    });
    const outcomes = await Promise.all(orders.map((order, index) => submit(service, index >> 1, order)));
    const { rows } = await service.owner.query(AUDIT);

    expect(accepted(outcomes)).toBeGreaterThan(200);
    expect(rows).toHaveLength(20);
    for (const row of rows) {
      expect(row).toMatchObject({ on_hand: 60, promised: row.reserved, gapless: true });
    }
  });

  it("end each hold once while it expires, is confirmed and is released at the same time", async () => {
    const service = await replicas();
    await submit(service, 0, receive("mug", 200));
    const ids = Array.from({ length: 200 }, (_, index) => `r${index}`);
    await Promise.all(
      ids.map((reservation) => submit(service, 0, keyed(reserve({ reservation, lines: [line("mug", 1)] })))),
    );
    await service.owner.query("update inventory.reservation set expires_at = now()");
    const db = server.pool(service.name, 1);
    const sweep = (batcher: Batcher): Promise<unknown> =>
      sweepHolds({ db, batcher, clock: Date.now, onEnded: () => undefined });
    const ending = ids.flatMap((reservation, index) =>
      (["confirm", "release"] as const).map((kind, which) => {
        const command: Command = { kind, tenant: "acme", reservation };
        return submit(service, index + which, keyed(command));
      }),
    );
    await sweep(service.both[0]);
    await sweep(service.both[1]);
    const outcomes = await Promise.all(ending);
    const { rows } = await service.owner.query(
      `select count(*) filter (where status = 'confirmed')::integer as confirmed,
         count(*) filter (where status = 'held')::integer as held from inventory.reservation`,
    );
    const confirmed = outcomes.filter(
      (outcome) =>
        outcome.kind === "answered" && outcome.answer.accepted && outcome.answer.reservation?.status === "confirmed",
    ).length;

    expect(rows).toEqual([{ confirmed, held: 0 }]);
    expect((await service.owner.query(AUDIT)).rows).toEqual([
      { sku: "mug", on_hand: 200, reserved: confirmed, promised: confirmed, gapless: true },
    ]);
  });
});

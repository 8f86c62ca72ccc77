import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { TestServer } from "../storage/database";
import { webhookHeaders } from "./fakes/erp";
import { startWorld, stockOf, until, type World } from "./world";

let server: TestServer;
let world: World;
let drop: string;
beforeAll(async () => {
  server = await TestServer.start();
  drop = fs.mkdtempSync(path.join(os.tmpdir(), "inventory-drop-"));
  world = await startWorld(server, { drop });
});
afterAll(async () => {
  await world.stop();
  await server.stop();
  fs.rmSync(drop, { recursive: true });
});

const AT = "2026-11-27T10:00:00Z";
const onHand = async (sku: string): Promise<number | undefined> => (await stockOf(world, sku))["berlin"]?.[0];

const problems = async (): Promise<readonly string[]> => {
  const text = "select problem from inventory.channel_message where state = 'set-aside' order by problem";
  return (await world.owner.query<{ problem: string }>(text)).rows.map(({ problem }) => problem);
};

describe("a file that the ERP drops", () => {
  const HEADER = "id,kind,at,sku,location,quantity,by,reason,sequence,counted";

  it("is taken in once it is whole: rows that make no sense are set aside with their place, the rest is carried out", async () => {
    const rows = [
      HEADER,
      `doc-1,receipt,${AT},cup,berlin,40,,,,`,
      `doc-2,receipt,${AT},cup,berlin,many of Jane's,,,,`,
      `doc-3,adjustment,${AT},cup,berlin,,-3,lost,,`,
      `doc-4,receipt,${AT},cup,berlin`,
      `doc-5,"receipt" of,${AT},cup,berlin,1,,,,`,
      `doc-6,count,${AT},cup,berlin,,,,1,37`,
      `doc-1,receipt,${AT},cup,berlin,40,,,,`,
    ];
    const file = path.join(drop, "bookings.csv");
    fs.writeFileSync(`${file}.part`, `${rows.join("\n")}\n`);
    fs.renameSync(`${file}.part`, file);
    await until("all is carried out", async () => (await onHand("cup")) === 37 && (await problems()).length === 3);

    expect(await problems()).toEqual([
      "file bookings.csv, line 3: quantity: invalid_type",
      "file bookings.csv, line 5: message: invalid_type",
      "file bookings.csv, line 6: message: invalid_type",
    ]);
    const { rows: counts } = await world.owner.query("select source, counted::integer from inventory.external_count");
    expect(counts).toEqual([{ source: "erp", counted: 37 }]);
  });

  it("is another one where its content is: what it repeats is not done again, and it goes on behind the last row kept", async () => {
    const rows = [
      HEADER,
      ...Array.from({ length: 1_200 }, (_, index) => `row-${index},receipt,${AT},pot,berlin,1,,,,`),
    ];
    fs.writeFileSync(path.join(drop, "many.csv"), rows.join("\n"));
    await until("all is there", async () => (await onHand("pot")) === 1_200);
    await world.owner.query(
      "update inventory.channel_position set position = replace(position, 'done', '1000') where place = 'file many.csv'",
    );
    fs.appendFileSync(path.join(drop, "bookings.csv"), `doc-8,receipt,${AT},cup,berlin,1,,,,\n`);
    await until("the new row is there", async () => (await onHand("cup")) === 38);
    await until("the file is read to its end again", async () => {
      const text = "select 1 from inventory.channel_position where place = 'file many.csv' and position like '% done'";
      return (await world.owner.query(text)).rowCount === 1;
    });

    expect(await onHand("pot")).toBe(1_200);
  });
});

describe("a webhook of the ERP", () => {
  const send = async (
    messages: unknown,
    changed: {
      readonly age?: number;
      readonly secret?: string;
      readonly sent?: string;
      readonly channel?: string;
    } = {},
  ): Promise<{ readonly status: number; readonly body: unknown }> => {
    const body = JSON.stringify({ messages });
    const reply = await fetch(new URL(`/v1/webhooks/${changed.channel ?? "erp"}`, world.url), {
      method: "POST",
      headers: webhookHeaders(body, changed),
      body: changed.sent ?? body,
    });
    return { status: reply.status, body: await reply.json() };
  };
  const receipt = (id: string, quantity: unknown): object => ({
    id,
    kind: "receipt",
    at: AT,
    sku: "jug",
    location: "berlin",
    quantity,
  });

  it("is carried out once, however often it is sent", async () => {
    const first = await send([receipt("hook-a", 5), receipt("hook-b", 2)]);
    const again = await send([receipt("hook-a", 5), receipt("hook-b", 2)]);
    await send([receipt("hook-c", 1)]);
    await until("the last is there", async () => (await onHand("jug")) === 8);

    expect([first, again]).toEqual([
      { status: 202, body: { taken: 2 } },
      { status: 202, body: { taken: 2 } },
    ]);
  });

  it("is nobody's where it was not signed by its channel, was changed, or was not sent just now", async () => {
    const wrong = [
      await send([receipt("hook-d", 1)], { secret: "another secret of thirty-two chars" }),
      await send([receipt("hook-d", 1)], { sent: JSON.stringify({ messages: [receipt("hook-d", 100)] }) }),
      await send([receipt("hook-d", 1)], { age: 310 }),
      await send([receipt("hook-d", 1)], { age: -310 }),
      await send([receipt("hook-d", 1)], { channel: "market" }),
    ];

    expect(wrong.map(({ status }) => status)).toEqual([401, 401, 401, 401, 401]);
    expect(wrong[0]?.body).toMatchObject({ type: "urn:inventory:problem:bad-signature" });
    expect((await send([receipt("hook-e", 1)], { age: 290 })).status).toBe(202);
  });

  it("is refused as a whole where a message makes no sense, with the place, and without what was sent", async () => {
    const refused = await send([receipt("hook-f", 1), receipt("hook-g", "Jane")]);
    const { rowCount } = await world.owner.query("select 1 from inventory.channel_message where message = 'hook-f'");

    expect(refused).toMatchObject({ status: 400, body: { problems: ["messages.1: quantity: invalid_type"] } });
    expect(JSON.stringify(refused)).not.toContain("Jane");
    expect((await send("all")).body).toMatchObject({ problems: ["messages: an array of 1 to 1000 is expected"] });
    expect(rowCount).toBe(0);
  });
});

describe("an ERP that is late, says things twice, by either way and not in their order, loses answers and fails", () => {
  it("is heard once: every shelf is as it was booked, and each count is kept", async () => {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), "inventory-drop-"));
    const faults = { seed: 20_261_128, fail: 0.3, lose: 0.3, double: 0.5, late: 4 };
    const faulty = await startWorld(server, { drop: folder, faults });
    const { erp, owner } = faulty;
    const skus = ["pan", "lid", "bowl"];
    for (let round = 1; round <= 6; round += 1) {
      for (const sku of skus) {
        const row = { sku, location: "turin" };
        erp.receive(row, 10 * round);
        // It takes units that have come just before, and may be told of earlier.
        erp.adjust(row, -9 * round);
        erp.count(row);
      }
      await erp.tell();
    }
    while (!erp.isSilent) {
      await erp.tell();
    }
    const waiting = "select 1 from inventory.channel_message where state = 'waiting'";
    await until("all is handled", async () => {
      await faulty.pass(60_000);
      return (await owner.query(waiting)).rowCount === 0 && (await isReadToTheEnd(owner, folder));
    });
    const shelves = await Promise.all(
      skus.map(async (sku) => [`${sku} turin`, (await stockOf(faulty, sku))["turin"]?.[0]]),
    );
    const counts =
      "select sku, sequence::integer, counted::integer from inventory.external_count order by sku, sequence";
    const { rows: counted } = await owner.query<{ sku: string; counted: number }>(counts);
    const aside = await owner.query("select problem from inventory.channel_message where state = 'set-aside'");
    await faulty.stop();
    fs.rmSync(folder, { recursive: true });

    expect(Object.fromEntries(shelves)).toEqual(Object.fromEntries(erp.shelves));
    expect(counted.map(({ sku, counted: units }) => `${sku} ${units}`).toSorted()).toEqual(
      skus.flatMap((sku) => [1, 3, 6, 10, 15, 21].map((units) => `${sku} ${units}`)).toSorted(),
    );
    expect(aside.rows).toEqual([]);
    expect(new Set(erp.answers)).toEqual(new Set([202]));
    expect(erp.answers.length).toBeGreaterThan(0);
  });
});

async function isReadToTheEnd(owner: World["owner"], folder: string): Promise<boolean> {
  const text = "select 1 from inventory.channel_position where place like 'file %' and position like '% done'";
  const files = fs.readdirSync(folder).filter((name) => name.endsWith(".csv"));
  return files.length > 0 && (await owner.query(text)).rowCount === files.length;
}

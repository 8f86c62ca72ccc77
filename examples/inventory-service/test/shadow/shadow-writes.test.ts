import { execFile } from "node:child_process";
import path from "node:path";
import { promisify } from "node:util";
import type { Client } from "pg";
import type { Service } from "../../src/service";
import { FROM_SOURCE } from "../from-source";
import { callerOf, issueKey, serviceOn, type Call } from "../http/caller";
import { TestServer } from "../storage/database";

const MAIN = path.join(__dirname, "..", "..", "src", "shadow", "main.ts");

let server: TestServer;
let service: Service;
let owner: Client;
let call: Call;
beforeAll(async () => (server = await TestServer.start()));
afterAll(() => server.stop());
beforeEach(async () => {
  const started = await serviceOn(server);
  ({ service, owner } = started);
  call = callerOf(started.url, await issueKey(owner));
});
afterEach(() => service.stop());

const AT = "2027-01-11T08:00:00.000Z";
const mug = (onHand: number, reserved = 0): object => ({
  sku: "mug",
  location: "berlin",
  onHand,
  reserved,
  inTransit: 0,
});
const row = { sku: "mug", location: "berlin" };
const made = (key: string, write: object): object => ({
  ...{ key: `legacy-${key}`, at: AT, accepted: true, rows: [] },
  ...write,
});
const RECEIVE = made("receive-1", { command: { kind: "receive", ...row, quantity: 10 }, rows: [mug(10)] });
const reserve = (key: string, quantity: number): object =>
  made(key, {
    command: {
      ...{ kind: "reserve", reservation: `order-of-${key}`, channel: "web" },
      lines: [{ sku: "mug", quantity, locations: ["berlin"] }],
    },
    rows: [mug(10, quantity)],
  });
const confirm = (reservation: string): object => made("confirm-1", { command: { kind: "confirm", reservation } });
const state = (key: string, rows: readonly object[], at = AT): object => made(key, { command: null, rows, at });

const compared = async (...writes: readonly object[]): Promise<readonly unknown[]> => {
  expect(await call("POST", "/v1/shadow/writes", { writes })).toMatchObject({
    body: { taken: writes.length, dropped: 0 },
  });
  // What waits is compared before the service leaves its database; here it is waited for.
  const all = "select operation, kind, field, reason from inventory.shadow_comparison order by operation, kind";
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const { rows } = await owner.query(all);
    if (rows.length > 0) {
      return rows;
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return [];
};
const same = (operation: string): object => ({ operation, kind: null, field: null, reason: null });

it("makes the same of what a legacy system did right, and writes no stock, no reservation and no event", async () => {
  const all = [RECEIVE, reserve("reserve-1", 3), confirm("order-of-reserve-1"), state("state-1", [mug(10, 3)])];
  const rows = await compared(...all, RECEIVE);

  expect(rows).toEqual([same("confirm"), same("end-state"), same("receive"), same("reserve")]);
  const { rows: real } = await owner.query(`
    select (select count(*) from inventory.stock) + (select count(*) from inventory.reservation)
      + (select count(*) from inventory.stock_event) + (select count(*) from inventory.idempotency_key) as rows`);
  expect(real).toEqual([{ rows: "0" }]);
});

it("says of each write what differs, once, and takes the end state from the legacy system", async () => {
  const rows = await compared(
    RECEIVE,
    reserve("reserve-1", 12),
    confirm("never-came-here"),
    made("adjust-1", { command: { kind: "adjust", ...row, by: -1, reason: "lost" }, rows: [mug(8)] }),
    made("late-1", {
      ...{ command: { kind: "receive", ...row, quantity: 1 }, rows: [mug(11)] },
      at: "2027-01-11T07:59:00.000Z",
    }),
    state("state-1", [mug(8)], "2027-01-11T09:00:00.000Z"),
    state("state-2", [mug(8)], "2027-01-11T09:01:00.000Z"),
  );

  expect(rows).toEqual([
    { operation: "adjust", kind: "counter-differs", field: "onHand", reason: "different" },
    { operation: "confirm", kind: "missed-write", field: "accepted", reason: "missing" },
    { operation: "end-state", kind: "counter-differs", field: "onHand", reason: "different" },
    same("end-state"),
    { operation: "receive", kind: "late-arrival", field: "onHand", reason: "late" },
    same("receive"),
    { operation: "reserve", kind: "legacy-oversold", field: "accepted", reason: "different" },
  ]);
});

it("prints the report, and that the platform may not answer yet", async () => {
  await compared(RECEIVE, reserve("reserve-1", 12));
  const { rows } = await owner.query<{ name: string }>("select current_database() as name");
  const command = [...FROM_SOURCE, MAIN, "--tenant", "acme"];
  const parity = async (...more: readonly string[]): Promise<{ code: unknown; stdout: unknown }> =>
    promisify(execFile)(process.execPath, [...command, "--from", "2027-01-11", "--until", "2027-01-17", ...more], {
      env: { ...process.env, DATABASE_URL: server.address(rows[0]?.name ?? "") },
    }).then(
      ({ stdout }) => ({ code: 0, stdout }),
      ({ code, stdout }: { code: unknown; stdout: unknown }) => ({ code, stdout }),
    );
  const [text, dataset] = await Promise.all([parity(), parity("--capability", "stock")]);

  expect(text.code).toBe(1);
  expect(String(text.stdout).split("\n").slice(0, 4)).toEqual([
    "2027-01-11 to 2027-01-17: 2 writes compared, 1 differ, 50.0000 % agree",
    "  reserve accepted legacy-oversold: 1 of 1",
    "the platform may not answer yet:",
    "  nothing was compared on 2027-01-12, 2027-01-13, 2027-01-14, 2027-01-15, 2027-01-16, 2027-01-17: a silent day is no agreement",
  ]);
  expect(JSON.parse(String(dataset.stdout))).toEqual({
    ...{ capability: "stock", operation: "reserve", field: "accepted", reason: "different", compared: 1, differing: 1 },
  });
});

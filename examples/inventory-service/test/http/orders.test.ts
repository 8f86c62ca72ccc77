import type { Client } from "pg";
import { linkedReservation } from "../../src/http/schemas";
import type { Service } from "../../src/service";
import { TestServer } from "../storage/database";
import { uuidV7 } from "../storage/requests";
import { callerOf, issueKey, serviceOn, type Call } from "./caller";

let server: TestServer;
let service: Service;
let owner: Client;
let url: string;
let call: Call;
beforeAll(async () => {
  server = await TestServer.start();
  ({ service, owner, url } = await serviceOn(server));
  call = callerOf(url, await issueKey(owner));
  await call("POST", "/v1/stock/mug/berlin/receive", { quantity: 10 });
});
afterAll(async () => {
  await service.stop();
  await server.stop();
});

const reserve = (reservation: string, orderRef: string, channel = "web"): ReturnType<Call> =>
  call("POST", "/v1/reservations", {
    ...{ reservation, orderRef, channel },
    lines: [{ sku: "mug", quantity: 1, locations: ["berlin"] }],
  });
const rows = async (text: string): Promise<readonly unknown[]> => (await owner.query(text)).rows;

it("takes an order's reference from its reservations, once, and leaves their units and those of other orders", async () => {
  await reserve("reservation-1", "ref-00000001");
  await reserve("reservation-2", "ref-00000001");
  await reserve("reservation-3", "ref-00000001", "market");
  await reserve("reservation-4", "ref-00000002");
  const erased = await call("DELETE", "/v1/orders/ref-00000001?channel=web");
  const again = await call("DELETE", "/v1/orders/ref-00000001?channel=web");
  await call("POST", "/v1/reservations/reservation-1/confirm");

  expect([erased.body, again.body]).toEqual([{ reservations: 2 }, { reservations: 0 }]);
  expect(await rows("select reservation, order_ref, status from inventory.reservation order by 1")).toEqual([
    { reservation: "reservation-1", order_ref: "", status: "confirmed" },
    { reservation: "reservation-2", order_ref: "", status: "held" },
    { reservation: "reservation-3", order_ref: "ref-00000001", status: "held" },
    { reservation: "reservation-4", order_ref: "ref-00000002", status: "held" },
  ]);
  expect(await rows("select reserved from inventory.stock")).toEqual([{ reserved: 4 }]);
  const found = await call("GET", "/v1/reservations/reservation-1");
  expect(linkedReservation.parse(found.body)).toMatchObject({ orderRef: null, status: "confirmed" });
  // Each time it is noted, and never of which order.
  expect(await rows("select action, client, reservations, comment from inventory.audit_entry order by entry")).toEqual([
    { action: "erase-order", client: "shop", reservations: 2, comment: null },
    { action: "erase-order", client: "shop", reservations: 0, comment: null },
  ]);
});

it("tells the reference to who asks for the reservation, and has it in no answer of a command", async () => {
  const made = await reserve("reservation-5", "ref-00000005");
  const found = await call("GET", "/v1/reservations/reservation-5");

  expect(found.body).toMatchObject({ orderRef: "ref-00000005" });
  expect(JSON.stringify(made.body)).not.toContain("ref-00000005");
});

it("refuses a reservation whose own id names the order: it would stay in the log", async () => {
  const reply = await reserve("web-ref-00000006", "ref-00000006");

  expect(reply).toMatchObject({ status: 400, body: { problems: [{ at: "/reservation" }] } });
});

it("erases nothing for another tenant, and asks for a scope of its own", async () => {
  await reserve("reservation-7", "ref-00000007");
  const stranger = callerOf(url, await issueKey(owner, { tenant: "other" }));
  const clerk = callerOf(url, await issueKey(owner, { scopes: ["read", "stock:write", "reservations:write"] }));
  const path = "/v1/orders/ref-00000007?channel=web";

  expect((await stranger("DELETE", path)).body).toEqual({ reservations: 0 });
  expect(await clerk("DELETE", path, undefined, { "idempotency-key": uuidV7() })).toMatchObject({
    status: 403,
    body: { scope: "orders:erase" },
  });
  expect((await call("GET", "/v1/reservations/reservation-7")).body).toMatchObject({ orderRef: "ref-00000007" });
});

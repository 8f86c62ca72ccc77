import fs from "node:fs";
import path from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { parse } from "yaml";
import { keyOf } from "../../src/channels/keys";
import { TOKEN } from "./fakes/party-server";

const PROTOCOL = path.join(__dirname, "..", "..", "src", "channels", "protocol");

/** What a protocol calls a message, or a page of them. */
type Validate = (name: string, value: unknown) => readonly string[];

/** Checks values against the schemas of a protocol. */
export function protocolOf(name: "marketplace" | "warehouse" | "erp"): Validate {
  const document: unknown = parse(fs.readFileSync(path.join(PROTOCOL, `${name}.yaml`), "utf8"), { merge: true });
  const ajv = new Ajv2020({ strict: false, allErrors: true, validateFormats: false });
  ajv.addSchema(document as object, name);
  return (schema, value) => {
    const isValid = ajv.validate(`${name}#/components/schemas/${schema}`, value);
    return isValid ? [] : (ajv.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);
  };
}

/** A party that runs, and those doings of others that it needs to have something to say. */
export interface ContractSubject {
  readonly url: string;
  /** Whoever calls it needs this. @default - the token of the tests */
  readonly token?: string;
  /** An order is there: at a marketplace somebody has placed it; a warehouse does not know it yet. */
  readonly order: () => string;
  /** The order has left the warehouse. */
  readonly leave: (order: string) => void;
}

export interface Answered {
  readonly status: number;
  readonly body: unknown;
}

export type CallParty = (...asked: readonly [method: "GET" | "PUT", path: string, body?: unknown]) => Promise<Answered>;

/** Calls a party, each time under a key of its own. */
export function callPartyOf({ url, token = TOKEN }: Pick<ContractSubject, "url" | "token">): CallParty {
  let calls = 0;
  return async (method, where, body) => {
    calls += 1;
    const reply = await fetch(new URL(where, `${url}/`), {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        "content-type": "application/json",
        "idempotency-key": keyOf(["contract", calls], Date.now()),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await reply.text();
    return { status: reply.status, body: text === "" ? undefined : JSON.parse(text) };
  };
}

const PICK = { lines: [{ sku: "mug", location: "berlin", quantity: 2 }] };

/** What the service counts on in a marketplace, whatever is behind it. */
export function itKeepsTheMarketplaceContract(start: () => Promise<ContractSubject>): void {
  const validate = protocolOf("marketplace");

  it("says what was ordered in pages that go on where the last one ended, and in the form that is described", async () => {
    const party = await start();
    const call = callPartyOf(party);
    const orderRef = party.order();
    const first = await call("GET", "messages");
    const { next } = first.body as { next: string };
    const second = await call("GET", `messages?after=${next}`);
    const again = await call("GET", "messages");

    expect([validate("Page", first.body), validate("Page", second.body)]).toEqual([[], []]);
    expect(first.body).toMatchObject({ messages: [{ kind: "order", orderRef }] });
    expect(second.body).toMatchObject({ messages: [], next });
    expect(again.body).toEqual(first.body);
  });

  it("takes an order once or again, and rejects it afterwards; neither what has ended nor what it does not know", async () => {
    const party = await start();
    const call = callPartyOf(party);
    const [one, two] = [party.order(), party.order()];
    const steps = [
      ...[`${one}/acceptance`, `${one}/acceptance`, `${one}/rejection`, `${one}/rejection`, `${one}/acceptance`],
      ...[`${two}/acceptance`, `${two}/cancellation-denial`, `${two}/shipment`, `${two}/shipment`, `${two}/rejection`],
      "order-of-nobody/acceptance",
    ];
    const statuses = [];
    for (const step of steps) {
      statuses.push((await call("PUT", `orders/${step}`, {})).status);
    }

    expect(statuses).toEqual([204, 204, 204, 204, 409, 204, 204, 204, 204, 409, 404]);
  });

  it("takes what there is of a SKU, and a lower version as well, which changes nothing", async () => {
    const call = callPartyOf(await start());
    const listing = { available: 4, version: 7 };

    expect(validate("Listing", listing)).toEqual([]);
    expect((await call("PUT", "listings/mug", listing)).status).toBe(204);
    expect((await call("PUT", "listings/mug", { available: 9, version: 6 })).status).toBe(204);
  });

  it("lets in nobody without its token", async () => {
    const call = callPartyOf({ ...(await start()), token: "somebody else's" });

    expect((await call("GET", "messages")).status).toBe(401);
  });
}

/** What the service counts on in a warehouse, whatever is behind it. */
export function itKeepsTheWarehouseContract(start: () => Promise<ContractSubject>): void {
  const validate = protocolOf("warehouse");

  it("takes an order once or again, and forgets one that is recalled, whether it came before or comes later", async () => {
    const party = await start();
    const call = callPartyOf(party);
    const [one, two] = [party.order(), party.order()];
    const statuses = [
      await call("PUT", `orders/${one}`, PICK),
      await call("PUT", `orders/${one}`, PICK),
      await call("PUT", `orders/${one}/recall`, {}),
      await call("PUT", `orders/${one}/recall`, {}),
      await call("PUT", `orders/${one}`, PICK),
      await call("PUT", `orders/${two}/recall`, {}),
      await call("PUT", `orders/${two}`, PICK),
    ].map(({ status }) => status);

    expect(validate("Pick", PICK)).toEqual([]);
    expect(statuses).toEqual([204, 204, 204, 204, 409, 204, 409]);
  });

  it("cannot recall what has left, and says that it has, in the form that is described", async () => {
    const party = await start();
    const call = callPartyOf(party);
    const order = party.order();
    await call("PUT", `orders/${order}`, PICK);
    party.leave(order);
    const recalled = await call("PUT", `orders/${order}/recall`, {});
    const { body } = await call("GET", "messages");

    expect(recalled.status).toBe(409);
    expect(validate("Page", body)).toEqual([]);
    expect(body).toMatchObject({ messages: [{ kind: "shipment", order, location: "berlin" }] });
  });

  it("lets in nobody without its token", async () => {
    const call = callPartyOf({ ...(await start()), token: "somebody else's" });

    expect((await call("GET", "messages")).status).toBe(401);
  });
}

import { createHmac } from "node:crypto";
import { once } from "node:events";
import fs from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import Ajv2020 from "ajv/dist/2020";
import { parse as parseCsv } from "csv-parse/sync";
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

/** An ERP that runs. */
export interface ErpSubject {
  /** By which it signs. */
  readonly secret: string;
  /** It books a receipt, an adjustment and a count. */
  readonly book: () => void;
  /** It says some of what it has booked; says whether it has more to say. */
  readonly tell: () => Promise<boolean>;
}

interface ErpWaysGiven {
  readonly drop: string;
  readonly url: string;
}

/** Bookings of a test, each of three messages. */
const BOOKINGS = 8;

/** What the service counts on in an ERP, whatever is behind it. */
export function itKeepsTheErpContract(start: (ways: ErpWaysGiven) => Promise<ErpSubject>): void {
  const validate = protocolOf("erp");
  let drop: string;
  beforeEach(() => (drop = fs.mkdtempSync(path.join(os.tmpdir(), "inventory-contract-"))));
  afterEach(() => fs.rmSync(drop, { recursive: true }));

  it("drops files that are whole and stay as they are, and sends signed webhooks again until they are taken", async () => {
    const hooks = await Hooks.start();
    const party = await start({ drop, url: hooks.url });
    for (let booking = 0; booking < BOOKINGS; booking += 1) {
      party.book();
    }
    const versions = new Map<string, Set<string>>();
    for (let hasMore = true; hasMore;) {
      hasMore = await party.tell();
      for (const name of fs.readdirSync(drop).filter((each) => each.endsWith(".csv"))) {
        versions.set(name, (versions.get(name) ?? new Set()).add(fs.readFileSync(path.join(drop, name), "utf8")));
      }
    }
    await hooks.stop();
    const rows = [...versions.values()].flatMap((texts) => [...texts]).flatMap(rowsOf);
    const sent = hooks.taken.flatMap(({ body }) => (JSON.parse(body) as { messages: readonly object[] }).messages);

    expect([...versions.values()].map((texts) => texts.size)).toEqual([...versions].map(() => 1));
    expect([...rows, ...sent].flatMap((each) => validate("Message", each))).toEqual([]);
    expect(hooks.taken.map((hook) => isSigned(hook, party.secret))).toEqual(hooks.taken.map(() => true));
    expect([rows.length, sent.length, hooks.refused].every((each) => each > 0)).toBe(true);
    expect(new Set([...rows, ...sent].map((each) => (each as { id: string }).id)).size).toBe(3 * BOOKINGS);
  });
}

interface Hook {
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Where webhooks come: every other one is not taken. */
class Hooks {
  readonly #server = createServer((request, response) => void this.#answer(request, response));
  readonly taken: Hook[] = [];
  refused = 0;
  url = "";

  static async start(): Promise<Hooks> {
    const hooks = new Hooks();
    hooks.#server.listen(0, "127.0.0.1");
    await once(hooks.#server, "listening");
    hooks.url = `http://127.0.0.1:${(hooks.#server.address() as AddressInfo).port}/v1/webhooks/erp`;
    return hooks;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) {
      chunks.push(chunk as Buffer);
    }
    const isTaken = this.refused > this.taken.length;
    if (isTaken) {
      this.taken.push({ headers: request.headers, body: Buffer.concat(chunks).toString() });
    } else {
      this.refused += 1;
    }
    response.writeHead(isTaken ? 202 : 503).end();
  }
}

function isSigned({ headers, body }: Hook, secret: string): boolean {
  const { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": signatures } = headers;
  const signed = createHmac("sha256", secret)
    .update(`${String(id)}.${String(timestamp)}.${body}`)
    .digest("base64");
  return (
    Math.abs(Date.now() / 1_000 - Number(timestamp)) < 300 && String(signatures).split(" ").includes(`v1,${signed}`)
  );
}

/** Lines of a file as messages: whole numbers as such, empty cells not at all. */
function rowsOf(text: string): readonly object[] {
  const rows = parseCsv<Record<string, string>>(text, { columns: true });
  return rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).flatMap(([name, cell]) =>
        cell === "" ? [] : [[name, /^-?\d+$/.test(cell) ? Number(cell) : cell]],
      ),
    ),
  );
}

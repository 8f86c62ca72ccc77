/** What the story needs of the service: a caller's way to it. */
export interface StoryOptions {
  /** Where the service listens. */
  readonly url: string;
  /** An API key of the tenant the story is about. */
  readonly apiKey: string;
  /** Makes idempotency keys: UUIDs of version 7. */
  readonly newKey: () => string;
  /** Where the story is told. */
  readonly print: (line: string) => void;
}

/** SKUs of the story, and how many of each come in at each location. */
const SEED = [
  { sku: "mug-blue", location: "berlin", quantity: 40 },
  { sku: "mug-blue", location: "turin", quantity: 25 },
  { sku: "kettle", location: "berlin", quantity: 5 },
] as const;

interface Reply {
  readonly status: number;
  readonly replayed: string | null;
  readonly body: {
    readonly type?: string;
    readonly rows?: readonly { location: string; onHand: number; reserved: number }[];
    readonly reservation?: { status: string; allocations: readonly { quantity: number; location: string }[] } | null;
  };
}

/** Calls the service as a shop does. */
class Shop {
  readonly #options: StoryOptions;

  constructor(options: StoryOptions) {
    this.#options = options;
  }

  /** Reads. */
  get(path: string): Promise<Reply> {
    return this.#send(path, {});
  }

  /** Changes something, under a key. */
  post(path: string, body?: unknown, key = this.#options.newKey()): Promise<Reply> {
    return this.#send(path, {
      method: "POST",
      headers: { "idempotency-key": key, ...(body === undefined ? {} : { "content-type": "application/json" }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  }

  async #send(path: string, { headers, ...request }: RequestInit): Promise<Reply> {
    const { url, apiKey } = this.#options;
    const authorization = { authorization: `Bearer ${apiKey}` };
    const reply = await fetch(new URL(path, url), { ...request, headers: { ...authorization, ...headers } });
    const body = (await reply.json()) as Reply["body"];
    return { status: reply.status, replayed: reply.headers.get("idempotency-replayed"), body };
  }
}

/** Puts goods on the shelves where there are none. */
export async function seedStock(options: StoryOptions): Promise<void> {
  const shop = new Shop(options);
  for (const { sku, location, quantity } of SEED) {
    const { rows = [] } = (await shop.get(`/v1/stock/${sku}`)).body;
    if (!rows.some((row) => row.location === location)) {
      await shop.post(`/v1/stock/${sku}/${location}/receive`, { quantity });
      options.print(`  received ${quantity} x ${sku} at ${location}`);
    }
  }
}

/** Tells the life of an order, and of one that comes too late. */
export async function tellStory(options: StoryOptions): Promise<void> {
  const shop = new Shop(options);
  const order = options.newKey();
  const key = options.newKey();
  const lines = [{ sku: "mug-blue", quantity: 2, locations: ["berlin", "turin"] }];
  const body = { reservation: order, channel: "web", orderRef: options.newKey(), lines };
  const steps: readonly (readonly [string, () => Promise<Reply>])[] = [
    ["two mugs are held", () => shop.post("/v1/reservations", body, key)],
    ["the answer was lost, and the same key is sent again", () => shop.post("/v1/reservations", body, key)],
    ["the order is paid", () => shop.post(`/v1/reservations/${order}/confirm`)],
    ["it leaves Berlin", () => shop.post(`/v1/reservations/${order}/ship`, { location: "berlin" })],
    [
      "one mug comes back",
      () => shop.post(`/v1/reservations/${order}/return`, { ...RETURNED, quantity: 1, restock: true }),
    ],
    ["somebody wants a hundred kettles", () => shop.post("/v1/reservations", tooMany(options))],
  ];
  for (const [text, step] of steps) {
    options.print(`  ${text}: ${told(await step())}`);
  }
  const { rows = [] } = (await shop.get("/v1/stock/mug-blue")).body;
  rows.forEach(({ location, onHand, reserved }) =>
    options.print(`  mug-blue at ${location}: ${onHand} on hand, ${reserved} reserved`),
  );
}

const RETURNED = { sku: "mug-blue", location: "berlin" };

function tooMany({ newKey }: StoryOptions): unknown {
  const lines = [{ sku: "kettle", quantity: 100, locations: ["berlin"] }];
  return { reservation: newKey(), channel: "web", orderRef: newKey(), lines };
}

function told({ status, replayed, body }: Reply): string {
  const what = body.reservation?.status ?? body.type ?? "done";
  return `${status} ${what}${replayed === "true" ? ", answered before" : ""}`;
}

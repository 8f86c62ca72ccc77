import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";

/** How a party misbehaves: shares of its calls or messages, each by chance, the same for the same seed. */
export interface Faults {
  readonly seed: number;
  /** It refuses to work just now, and nothing has happened. */
  readonly fail: number;
  /** It does what it is asked to, and the answer is lost. */
  readonly lose: number;
  /** A message comes twice. */
  readonly double: number;
  /** A message waits for so many readings, at most. */
  readonly late: number;
}

export const NO_FAULTS: Faults = { seed: 1, fail: 0, lose: 0, double: 0, late: 0 };

export const TOKEN = "token-of-the-tests";

export interface PartyMessage {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly [member: string]: unknown;
}

/** What a party does with a call: its status, and its body where it has one. */
export interface PartyReply {
  readonly status: number;
  readonly body?: unknown;
}

/** A party over HTTP that is late, says things twice and not in their order, and fails. */
export abstract class PartyServer {
  readonly #faults: Faults;
  readonly #server: Server;
  readonly #delivered: PartyMessage[] = [];
  #pending: { readonly message: PartyMessage; readings: number }[] = [];
  #random: number;
  #messages = 0;
  /** Calls that came, whatever became of them. */
  readonly calls: string[] = [];
  /** In which traces calls came, each behind the call; those that came in none are left out. */
  readonly traced: string[] = [];
  /** What has changed here, in its order. */
  readonly effects: string[] = [];
  /** Whether it is away, and what it says then. */
  outage: { readonly status: number; readonly headers: Readonly<Record<string, string>> } | undefined;
  url = "";

  constructor(faults: Partial<Faults> = {}) {
    this.#faults = { ...NO_FAULTS, ...faults };
    this.#random = this.#faults.seed;
    this.#server = createServer((request, response) => void this.#answer(request, response));
  }

  async start(): Promise<this> {
    this.#server.listen(0, "127.0.0.1");
    await once(this.#server, "listening");
    this.url = `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
    return this;
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    this.#server.close();
    await once(this.#server, "close");
  }

  /** Says something; it is heard when its time has come. */
  say(message: Omit<PartyMessage, "id" | "at"> & { readonly kind: string; readonly at?: string }): void {
    this.#messages += 1;
    const full = { id: `m-${this.#messages}`, at: new Date().toISOString(), ...message };
    const copies = this.chance(this.#faults.double) ? 2 : 1;
    for (let copy = 0; copy < copies; copy += 1) {
      this.#pending.push({ message: full, readings: Math.floor(this.#next() * (this.#faults.late + 1)) });
    }
  }

  /** Does what is asked, and says what came of it. */
  protected abstract put(path: string, body: unknown): PartyReply;

  protected chance(share: number): boolean {
    return this.#next() < share;
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const body = await bodyOf(request);
    const url = new URL(request.url ?? "/", this.url);
    const called = `${request.method ?? ""} ${url.pathname.slice(1)}`;
    this.calls.push(called);
    this.traced.push(...[request.headers["traceparent"] ?? []].flat().map((trace) => `${called} ${trace}`));
    const refusal = this.#refusalOf(request);
    if (refusal !== undefined) {
      response.writeHead(refusal.status, refusal.headers).end();
      return;
    }
    const { status, body: answer } =
      request.method === "GET" ? this.#read(url) : this.put(decodeURIComponent(url.pathname.slice(1)), body);
    if (this.chance(this.#faults.lose)) {
      request.socket.destroy();
      return;
    }
    response.writeHead(status, { "content-type": "application/json" });
    response.end(answer === undefined ? undefined : JSON.stringify(answer));
  }

  /** Why it does nothing just now. */
  #refusalOf({ headers }: IncomingMessage): PartyServer["outage"] {
    if (headers.authorization !== `Bearer ${TOKEN}`) {
      return { status: 401, headers: {} };
    }
    return (
      this.outage ?? (this.chance(this.#faults.fail) ? { status: 503, headers: { "retry-after": "0" } } : undefined)
    );
  }

  #read(url: URL): PartyReply {
    if (url.pathname !== "/messages") {
      return { status: 404 };
    }
    const due = this.#pending.filter(({ readings }) => readings <= 0);
    this.#pending = this.#pending.filter(({ readings }) => readings > 0);
    this.#pending.forEach((each) => (each.readings -= 1));
    const shuffled = this.#faults.late > 0 ? due.toSorted(() => this.#next() - 0.5) : due;
    this.#delivered.push(...shuffled.map(({ message }) => message));
    const messages = this.#delivered.slice(Number(url.searchParams.get("after") ?? 0));
    return { status: 200, body: { messages, next: String(this.#delivered.length), hasMore: false } };
  }

  /** A number from 0 up to 1 (mulberry32). */
  #next(): number {
    this.#random = (this.#random + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.#random ^ (this.#random >>> 15), 1 | this.#random);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return chunks.length === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString());
}

import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { LateMessages, NO_FAULTS, type Faults, type PartyMessage, type Said } from "./late-messages";

export const TOKEN = "token-of-the-tests";

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
  readonly #messages: LateMessages;
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
    this.#messages = new LateMessages(this.#faults);
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
  say(message: Said): void {
    this.#messages.say(message);
  }

  /** Does what is asked, and says what came of it. */
  protected abstract put(path: string, body: unknown): PartyReply;

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
    if (this.#messages.chance(this.#faults.lose)) {
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
      this.outage ??
      (this.#messages.chance(this.#faults.fail) ? { status: 503, headers: { "retry-after": "0" } } : undefined)
    );
  }

  #read(url: URL): PartyReply {
    if (url.pathname !== "/messages") {
      return { status: 404 };
    }
    this.#delivered.push(...this.#messages.read());
    const messages = this.#delivered.slice(Number(url.searchParams.get("after") ?? 0));
    return { status: 200, body: { messages, next: String(this.#delivered.length), hasMore: false } };
  }
}

async function bodyOf(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) {
    chunks.push(chunk as Buffer);
  }
  return chunks.length === 0 ? undefined : JSON.parse(Buffer.concat(chunks).toString());
}

import { z } from "zod";
import { retryAfter } from "./order-steps";
import type { MessagePage, Told } from "./ports";

/** How a party is reached. */
export interface PartyClientOptions {
  /** Where it answers. */
  readonly url: string;
  /** By which it knows the service. */
  readonly token: string;
  /** A clock in ms that never goes back. */
  readonly clock: () => number;
}

/** What is sent. */
interface Call {
  readonly path: string;
  readonly body: object;
  /** Under what it may be sent again; `undefined` where the body has a version. */
  readonly key: string | undefined;
  /** In which trace it is sent; `undefined` where that is not recorded. */
  readonly traceparent: string | undefined;
}

type Later = Extract<Told, { kind: "later" }>;

/** How long a party may take to answer. */
const ANSWER_MILLISECONDS = 5_000;

/** The longest that a party is left alone because it says so. */
const LONGEST_PAUSE_MILLISECONDS = 6 * 3_600_000;

const PAGE = z.object({ messages: z.array(z.unknown()).max(1_000), next: z.string(), hasMore: z.boolean() });

/**
 * Calls a party over HTTP. One that is away, overloaded, or asks for time with `Retry-After`, is left alone for as long: meanwhile
 * each call is answered `later` without being made.
 */
export class PartyClient {
  readonly #options: PartyClientOptions;
  #resumeAt = -Infinity;
  #failures = 0;

  constructor(options: PartyClientOptions) {
    this.#options = options;
  }

  /** Has the party do something. */
  async put({ path, body, key, traceparent }: Call): Promise<Told> {
    const reply = await this.#send(path, {
      method: "PUT",
      headers: {
        "content-type": "application/json",
        ...(key === undefined ? {} : { "idempotency-key": key }),
        ...(traceparent === undefined ? {} : { traceparent }),
      },
      body: JSON.stringify(body),
    });
    if ("kind" in reply) {
      return reply;
    }
    await reply.body?.cancel();
    return reply.ok ? { kind: "done" } : { kind: "refused", problem: `the answer is ${reply.status}` };
  }

  /**
   * Reads a page of the party's messages; `undefined` where it cannot be asked now.
   * @throws Error where the party answers what is no page
   */
  async page(cursor: string | null): Promise<MessagePage | undefined> {
    const reply = await this.#send(`messages${cursor === null ? "" : `?after=${encodeURIComponent(cursor)}`}`, {});
    if ("kind" in reply) {
      return undefined;
    }
    if (!reply.ok) {
      throw new Error(`${this.#options.url} answers ${reply.status} to who reads its messages`);
    }
    return PAGE.parse(await reply.json());
  }

  async #send(path: string, { headers, ...request }: RequestInit): Promise<Response | Later> {
    const { url, token, clock } = this.#options;
    const wait = this.#resumeAt - clock();
    if (wait > 0) {
      return { kind: "later", problem: "it is left alone for now", afterMilliseconds: wait };
    }
    try {
      const reply = await fetch(new URL(path, url.endsWith("/") ? url : `${url}/`), {
        ...{ ...request, signal: AbortSignal.timeout(ANSWER_MILLISECONDS), redirect: "error" },
        headers: { ...headers, authorization: `Bearer ${token}` },
      });
      if (!isPassing(reply.status)) {
        this.#failures = 0;
        return reply;
      }
      await reply.body?.cancel();
      return this.#pause(`the answer is ${reply.status}`, askedFor(reply));
    } catch {
      return this.#pause("there is no answer", undefined);
    }
  }

  #pause(problem: string, asked: number | undefined): Later {
    const afterMilliseconds = Math.min(asked ?? retryAfter(this.#failures), LONGEST_PAUSE_MILLISECONDS);
    this.#failures += 1;
    this.#resumeAt = this.#options.clock() + afterMilliseconds;
    return { kind: "later", problem, afterMilliseconds };
  }
}

/** What says nothing of what was asked for. A token that is no longer valid is no reason to send orders back. */
const PASSING: ReadonlySet<number> = new Set([401, 403, 408, 425, 429]);

function isPassing(status: number): boolean {
  return status >= 500 || PASSING.has(status);
}

/** What `Retry-After` asks for, in ms: seconds, or a date by the party's own clock. */
function askedFor({ headers }: Response): number | undefined {
  const text = headers.get("retry-after") ?? "";
  if (/^\d+$/.test(text)) {
    return Number(text) * 1_000;
  }
  const [until, now] = [Date.parse(text), Date.parse(headers.get("date") ?? "")];
  return Number.isNaN(until) || Number.isNaN(now) ? undefined : Math.max(0, until - now);
}

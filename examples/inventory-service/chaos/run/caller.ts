import { createHash } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import type { AnswerLine, Asked, RowTold } from "../checker/history-format";
import type { History } from "./history";
import { requestText, type HttpClient, type Response } from "./http-client";
import type { Echo } from "./plans";
import type { Random } from "./random";
import { forged, routeOf } from "./routes";

/** How long a caller waits for an answer, in ms. */
const TIMEOUT_MILLISECONDS = 8_000;

/** How long a caller waits until it asks again, in ms. */
const AGAIN_MILLISECONDS = 60;

/** What a caller needs. */
export interface CallerOptions {
  /** Where all of it is written down. */
  readonly history: History;
  /** One for each replica. */
  readonly clients: readonly HttpClient[];
  /** By tenant. */
  readonly apiKeys: ReadonlyMap<string, string>;
  /** Whether callers still ask again where they got no answer. */
  readonly isPatient: () => boolean;
}

/** How a command gets there. */
export interface Way {
  readonly echo: Echo;
  /** Which replica is asked first; `undefined` for any. */
  readonly replica: number | undefined;
}

/** The business's answer to a command. */
export interface Told {
  readonly accepted: boolean;
  readonly body: Body;
}

/** What is read of an answer's body. */
export interface Body {
  readonly type?: string;
  readonly stock?: readonly StockTold[];
  readonly reservation?: ReservationBody | null;
}

interface StockTold {
  readonly sku: string;
  readonly location: string;
  readonly version: number;
  readonly onHand: number;
  readonly reserved: number;
  readonly inTransit: number;
}

/** What is read of a reservation. */
export interface ReservationBody {
  readonly reservation: string;
  readonly version: number;
  readonly status: string;
  readonly allocations: readonly {
    readonly sku: string;
    readonly location: string;
    readonly quantity: number;
    readonly shipped: boolean;
  }[];
}

interface Command {
  readonly n: number;
  readonly asked: Asked;
  readonly key: string;
}

interface Ended {
  readonly line: Omit<AnswerLine, "t" | "id" | "at">;
  readonly told: Told | undefined;
}

/** Asks the replicas to carry out commands, as callers do who send again what was not answered, and writes down all of it. */
export class Caller {
  readonly #options: CallerOptions;
  #commands = 0;
  #calls = 0;
  /** Calls that have no answer yet. */
  inFlight = 0;
  /** Echoes that are still to come, or on their way. */
  readonly echoes = new Set<Promise<unknown>>();

  constructor(options: CallerOptions) {
    this.#options = options;
  }

  /** Commands so far: keys, however often each was sent. */
  get commands(): number {
    return this.#commands;
  }

  /** Has a command carried out; returns the business's answer, `undefined` where none came until the end. */
  async perform(asked: Asked, { echo, replica }: Way, random: Random): Promise<Told | undefined> {
    const command = { n: this.#commands, asked, key: uuidV7(random) };
    this.#commands += 1;
    const to = replica ?? random.below(this.#options.clients.length);
    const [told] = await Promise.all([
      this.#insist(command, to),
      // The copy may arrive before it: whichever is first is carried out.
      ...(echo === "twice" ? [this.#call(command, to + 1, undefined)] : []),
    ]);
    if (echo === "again" || echo === "late") {
      this.#later(async () => {
        await (echo === "late" ? sleep(500 + random.below(2000)) : undefined);
        await this.#call(command, to + 1, undefined);
      });
    }
    const other = echo === "forged" && told !== undefined ? forged(asked) : undefined;
    if (other !== undefined) {
      this.#later(() => this.#call(command, to, other));
    }
    return told;
  }

  #later(task: () => Promise<unknown>): void {
    const echo = task().finally(() => this.echoes.delete(echo));
    this.echoes.add(echo);
  }

  async #insist(command: Command, to: number): Promise<Told | undefined> {
    for (let attempt = 0; ; attempt += 1) {
      const { line, told } = await this.#call(command, to + attempt, attempt === 0 ? command.asked : undefined);
      if (line.is !== "unknown" || !this.#options.isPatient()) {
        return told;
      }
      await sleep(AGAIN_MILLISECONDS * Math.min(10, attempt + 1));
    }
  }

  /** Makes one call. `asked` is written down: that of a first call, and one that differs from it. */
  async #call(command: Command, replica: number, asked: Asked | undefined): Promise<Ended> {
    const { clients, apiKeys, history } = this.#options;
    const { n, key } = command;
    const to = replica % clients.length;
    const id = this.#calls;
    this.#calls += 1;
    const { tenant } = command.asked;
    const text = requestText({ ...routeOf(asked ?? command.asked), apiKey: apiKeys.get(tenant) ?? "", key });
    this.inFlight += 1;
    history.write({ t: "call", id, n, at: Date.now(), to, ...(asked === undefined ? {} : { asked }) });
    const ended = await (clients[to]?.send(text, TIMEOUT_MILLISECONDS) ?? Promise.reject(new Error("no replica"))).then(
      endOf,
      (error: unknown): Ended => ({ line: { is: "unknown", why: String(error) }, told: undefined }),
    );
    this.inFlight -= 1;
    history.write({ t: "answer", id, at: Date.now(), ...ended.line });
    return ended;
  }
}

/** What a response says of the command. */
function endOf({ status, replayed, body: text }: Response): Ended {
  if (status === 503) {
    return { line: { is: "unknown", why: "503" }, told: undefined };
  }
  if (status === 422) {
    return { line: { is: "reused" }, told: undefined };
  }
  const body: Body = JSON.parse(text);
  const why = body.type?.split(":").at(-1) ?? "";
  const digest = createHash("sha1").update(text).digest("base64url").slice(0, 16);
  if (status === 200) {
    return { line: { is: "accepted", digest, replayed, ...changedIn(body) }, told: { accepted: true, body } };
  }
  return (status === 409 || status === 404) && text.includes('"refusal"')
    ? { line: { is: "refused", digest, replayed, why }, told: { accepted: false, body } }
    : { line: { is: "wrong", why: `${status} ${why}` }, told: undefined };
}

function changedIn({ stock = [], reservation }: Body): Pick<AnswerLine, "rows" | "reservation"> {
  return {
    rows: stock.map(({ sku, location, version, onHand, reserved, inTransit }): RowTold => [
      ...([sku, location, version] as const),
      ...([onHand, reserved, inTransit] as const),
    ]),
    reservation: reservation ? [reservation.reservation, reservation.version, reservation.status] : null,
  };
}

function uuidV7(random: Random): string {
  const time = Date.now().toString(16).padStart(12, "0");
  const digits = random.hex(18);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${digits.slice(0, 3)}-8${digits.slice(3, 6)}-${digits.slice(6)}`;
}

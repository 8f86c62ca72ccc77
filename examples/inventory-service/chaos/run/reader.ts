import { setTimeout as sleep } from "node:timers/promises";
import type { History } from "./history";
import { requestText, type HttpClient } from "./http-client";
import { names, SKUS, TENANTS } from "./plans";
import type { Random } from "./random";

const TIMEOUT_MILLISECONDS = 4_000;

/** How often a reader asks again at the end. */
const ATTEMPTS = 50;

/** What a reader needs. */
export interface ReaderOptions {
  /** Where answers are written down. */
  readonly history: History;
  /** One for each replica. */
  readonly clients: readonly HttpClient[];
  /** By tenant. */
  readonly apiKeys: ReadonlyMap<string, string>;
}

interface Question {
  readonly tenant: string;
  readonly sku: string;
  readonly channel: "web" | "market";
}

/** Asks replicas what may be sold, and writes down what they say. What is not answered is no reading. */
export class Reader {
  readonly #options: ReaderOptions;

  constructor(options: ReaderOptions) {
    this.#options = options;
  }

  /** Asks about a SKU that is only sold, so that no number of units is there twice. */
  async readAny(random: Random): Promise<void> {
    const sku = `counted-${random.below(SKUS.counted)}`;
    const question = { tenant: random.pick(TENANTS), sku, channel: "web" } as const;
    await this.#read(question, random.below(this.#options.clients.length), false).catch(() => undefined);
  }

  /** Asks every replica about every SKU, twice: the second answer comes out of what the first one left. */
  async readAll(): Promise<void> {
    const skus = [...names("hot"), ...names("many"), ...names("counted"), ...names("rush")];
    const questions = TENANTS.flatMap((tenant) =>
      skus.flatMap((sku) => (["web", "market"] as const).map((channel) => ({ tenant, sku, channel }))),
    );
    for (const question of [...questions, ...questions]) {
      await Promise.all(this.#options.clients.map((_, replica) => this.#insist(question, replica)));
    }
  }

  /** Asks until there is an answer, which comes at once where nothing is broken any more. */
  async #insist(question: Question, replica: number): Promise<void> {
    for (let attempt = 0; !(await this.#read(question, replica, true).catch(() => false)); attempt += 1) {
      if (attempt === ATTEMPTS) {
        throw new Error(`replica ${replica} does not say what may be sold where nothing is broken any more`);
      }
      await sleep(100);
    }
  }

  /** Asks once; says whether there was an answer. */
  async #read(question: Question, replica: number, isFinal: boolean): Promise<boolean> {
    const { history, clients, apiKeys } = this.#options;
    const { tenant, sku, channel } = question;
    const path = `/v1/availability/${sku}?channel=${channel}`;
    const text = requestText({ method: "GET", path, apiKey: apiKeys.get(tenant) ?? "" });
    const at = Date.now();
    const response = await clients[replica]?.send(text, TIMEOUT_MILLISECONDS);
    if (response?.status !== 200) {
      return false;
    }
    const { inStock, sellable, source } = JSON.parse(response.body);
    history.write({ t: "read", at, until: Date.now(), ...question, inStock, sellable, source, isFinal });
    return true;
  }
}

import { randomUUID } from "node:crypto";
import type { Pool } from "pg";
import type * as batch from "../../src/batch";
import type { Command } from "../../src/domain";
import type * as storage from "../../src/storage";
import { keyed } from "../storage/requests";

/** The part of a release that talks to the database. */
export type Release = Pick<typeof batch, "executeSplitting"> &
  Pick<typeof storage, "findReservation" | "findStock" | "openPool">;

const TENANT = "acme";
const LOCATION = "berlin";

/** How many commands there were, and what went wrong. */
interface Measured {
  commands: number;
  readonly failures: string[];
}

/** Orders that come all the time, by the code of one release. */
export class Load {
  readonly #release: Release;
  readonly #pool: Pool;
  readonly #skus: readonly string[];
  #running: Promise<unknown> = Promise.resolve();
  #isEnding = false;
  #measured: Measured = { commands: 0, failures: [] };

  constructor(release: Release, pool: Pool, skus: readonly string[]) {
    this.#release = release;
    this.#pool = pool;
    this.#skus = skus;
  }

  /** Begins, with a worker for each SKU. */
  start(): void {
    this.#running = Promise.all(this.#skus.map((sku) => this.#work(sku)));
  }

  /** What was measured since the last time. */
  take(): Measured {
    const measured = this.#measured;
    this.#measured = { commands: 0, failures: [] };
    return measured;
  }

  async stop(): Promise<void> {
    this.#isEnding = true;
    await this.#running;
  }

  async #work(sku: string): Promise<void> {
    while (!this.#isEnding) {
      for (const command of orderOf(sku)) {
        await this.#send(command);
      }
    }
  }

  async #send(command: Command): Promise<void> {
    const problem = await this.#release.executeSplitting(this.#pool, [keyed(command)]).then(
      ([outcome]) => (isAccepted(outcome) ? undefined : textOf(outcome)),
      (error: unknown) => String(error),
    );
    this.#measured.commands += 1;
    if (problem !== undefined) {
      this.#measured.failures.push(`${command.kind}: ${problem}`);
    }
  }
}

/** What becomes of an order from the goods to their return, each command of which is accepted. */
export function orderOf(sku: string, reservation: string = randomUUID()): readonly Command[] {
  const row = { tenant: TENANT, sku, location: LOCATION };
  const key = { tenant: TENANT, reservation };
  return [
    { kind: "receive", ...row, quantity: 3 },
    {
      ...{ kind: "reserve", ...key, channel: "web", orderRef: randomUUID(), fill: "all", split: "listed" },
      ...{ lines: [{ sku, quantity: 2, locations: [LOCATION] }], holdSeconds: 3600 },
    },
    { kind: "confirm", ...key },
    { kind: "ship", ...key, location: LOCATION },
    { kind: "return", ...key, sku, quantity: 2, location: LOCATION, restock: true },
    { kind: "adjust", ...row, by: -3, reason: "lost" },
  ];
}

/** Whether a command was carried out. */
export function isAccepted(outcome: storage.Outcome | Error | undefined): boolean {
  return outcome !== undefined && "kind" in outcome && outcome.kind === "answered" && outcome.answer.accepted;
}

function textOf(outcome: storage.Outcome | Error | undefined): string {
  return outcome !== undefined && "message" in outcome ? outcome.message : JSON.stringify(outcome);
}

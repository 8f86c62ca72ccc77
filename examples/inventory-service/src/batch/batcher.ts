import type { CommandRequest, Outcome } from "../storage";
import { Lanes } from "./lanes";
import { Unanswered, type Pending } from "./pending";

/** What a batcher needs. */
export interface BatcherOptions {
  /** Runs a batch; answers each of its requests, or says what was wrong with that one. */
  readonly execute: (requests: readonly CommandRequest[]) => Promise<readonly (Outcome | Error)[]>;
  /** A clock in ms. It measures deadlines, and nothing that is stored. */
  readonly clock: () => number;
  /** Requests that may wait; more are turned away at once. */
  readonly mostWaiting: number;
}

/**
 * Shares commits: a batch is whatever waited while the last one ran, without waiting for more. One batch runs at a time.
 */
export class Batcher {
  readonly #options: BatcherOptions;
  readonly #lanes = new Lanes();
  #running: Promise<void> | undefined;

  constructor(options: BatcherOptions) {
    this.#options = options;
  }

  /** How many commands wait for their batch. */
  get waiting(): number {
    return this.#lanes.length;
  }

  /**
   * Has a command carried out.
   * @throws Unanswered when too many wait, when its time is over before its turn, or when the database cannot be reached
   */
  submit(request: CommandRequest, timeoutMilliseconds: number): Promise<Outcome> {
    if (this.#lanes.length >= this.#options.mostWaiting) {
      return Promise.reject(new Unanswered("overloaded"));
    }
    const deadline = this.#options.clock() + timeoutMilliseconds;
    return new Promise((resolve, reject) => {
      this.#lanes.add({ request, deadline, resolve, reject });
      this.#running ??= this.#run();
    });
  }

  /** Resolves when nothing waits and nothing runs. */
  async drain(): Promise<void> {
    await this.#running;
  }

  async #run(): Promise<void> {
    // Those who submit in the same turn of the event loop come along.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#lanes.length > 0) {
      await this.#runBatch(this.#lanes.take());
    }
    this.#running = undefined;
  }

  async #runBatch(batch: readonly Pending[]): Promise<void> {
    const now = this.#options.clock();
    const [late, due] = [
      batch.filter(({ deadline }) => deadline < now),
      batch.filter(({ deadline }) => deadline >= now),
    ];
    late.forEach(({ reject }) => reject(new Unanswered("deadline")));
    if (due.length === 0) {
      return;
    }
    try {
      const outcomes = await this.#options.execute(due.map(({ request }) => request));
      due.forEach((pending, index) => this.#settle(pending, outcomes[index]));
    } catch (error) {
      due.forEach(({ reject }) => reject(error));
    }
  }

  #settle(pending: Pending, outcome: Outcome | Error | undefined): void {
    if (outcome === undefined || outcome instanceof Error) {
      pending.reject(outcome ?? new Error("internal: a request got no outcome"));
    } else if (outcome.kind === "again") {
      this.#lanes.add(pending);
    } else {
      pending.resolve(outcome);
    }
  }
}

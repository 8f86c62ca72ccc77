import type { CommandRequest, Outcome } from "../storage";
import { BATCH_LIMITS, Lanes, type BatchLimits } from "./lanes";
import { Overlap } from "./overlap";
import { Unanswered, type Pending } from "./pending";

/** What a batcher needs. */
export interface BatcherOptions {
  /**
   * Runs a batch; answers each of its requests, or says what was wrong with that one. Where it calls `onSent`, the next batch
   * is handed over then; where it does not, at the end.
   */
  readonly execute: (requests: readonly CommandRequest[], onSent: () => void) => Promise<readonly (Outcome | Error)[]>;
  /**
   * Whether so many that wait, with nothing before them, can be sent in two parts, one behind the other.
   *
   * @default - never
   */
  readonly isDivided?: (waiting: number) => boolean;
  /** A clock in ms. It measures deadlines, and nothing that is stored. */
  readonly clock: () => number;
  /** Requests that may wait; more are turned away at once. */
  readonly mostWaiting: number;
}

/**
 * Shares commits: a batch is whatever waited while the last one ran, without waiting for more. The next one begins when all
 * of the last one is on its way, and so at most two are not over; or when the last one is over, where more is carried out so.
 */
export class Batcher {
  readonly #options: BatcherOptions;
  readonly #lanes = new Lanes();
  readonly #overlap: Overlap;
  readonly #unfinished = new Set<Promise<void>>();
  #running: Promise<void> | undefined;
  #lastSize = 0;
  #wake: () => void = () => undefined;

  constructor(options: BatcherOptions) {
    this.#options = options;
    this.#overlap = new Overlap(options.clock);
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
      this.#add({ request, deadline, resolve, reject });
    });
  }

  /** Resolves when nothing waits and nothing runs. */
  async drain(): Promise<void> {
    while (this.#running !== undefined || this.#unfinished.size > 0) {
      await (this.#running ?? Promise.race(this.#unfinished));
    }
  }

  #add(pending: Pending): void {
    this.#lanes.add(pending);
    this.#running ??= this.#run();
    this.#wake();
  }

  async #run(): Promise<void> {
    // Those who submit in the same turn of the event loop come along.
    await new Promise((resolve) => setImmediate(resolve));
    while (this.#lanes.length > 0) {
      if (this.#mayFollow()) {
        await this.#startBatch(this.#lanes.take(this.#limits()));
      } else {
        await new Promise<void>((resolve) => (this.#wake = resolve));
      }
    }
    this.#running = undefined;
  }

  /** One batch may follow another that is on its way, if it is not much smaller: small ones cost as many commits. */
  #mayFollow(): boolean {
    const { size } = this.#unfinished;
    return size === 0 || (size === 1 && this.#overlap.isOn && this.#lanes.length * 2 >= this.#lastSize);
  }

  /** What comes while a batch is on its way makes a batch; with none on its way, half of it may go ahead. */
  #limits(): BatchLimits {
    const { length } = this.#lanes;
    const isFirst = this.#unfinished.size === 0;
    const isDivided = isFirst && this.#overlap.isOn && this.#options.isDivided?.(length) === true;
    return isDivided
      ? { ...BATCH_LIMITS, commands: Math.min(BATCH_LIMITS.commands, Math.ceil(length / 2)) }
      : BATCH_LIMITS;
  }

  /** Resolves when the next batch may begin. */
  async #startBatch(batch: readonly Pending[]): Promise<void> {
    const now = this.#options.clock();
    const [late, due] = [
      batch.filter(({ deadline }) => deadline < now),
      batch.filter(({ deadline }) => deadline >= now),
    ];
    late.forEach(({ reject }) => reject(new Unanswered("deadline")));
    if (due.length > 0) {
      this.#lastSize = due.length;
      await new Promise<void>((resolve) => {
        const running = this.#runBatch(due, resolve).finally(() => {
          this.#unfinished.delete(running);
          this.#overlap.ended(due.length);
          resolve();
          this.#wake();
        });
        this.#unfinished.add(running);
      });
    }
  }

  async #runBatch(batch: readonly Pending[], onSent: () => void): Promise<void> {
    try {
      const requests = batch.map(({ request }) => request);
      const outcomes = await this.#options.execute(requests, onSent);
      batch.forEach((pending, index) => this.#settle(pending, outcomes[index]));
    } catch (error) {
      batch.forEach(({ reject }) => reject(error));
    }
  }

  #settle(pending: Pending, outcome: Outcome | Error | undefined): void {
    if (outcome === undefined || outcome instanceof Error) {
      pending.reject(outcome ?? new Error("internal: a request got no outcome"));
    } else if (outcome.kind === "again") {
      this.#add(pending);
    } else {
      pending.resolve(outcome);
    }
  }
}

import type { ShadowWrite } from "./compare-writes";

/** What a queue needs. */
export interface ShadowQueueOptions {
  /** Compares writes of one tenant. */
  readonly compare: (writes: readonly ShadowWrite[]) => Promise<unknown>;
  /** Counts writes of a tenant that found no room. */
  readonly countDropped: (tenant: string, writes: number) => Promise<unknown>;
  /** Writes that may wait. */
  readonly most: number;
  /** Told of each failure. What failed is counted as dropped. */
  readonly onError: (error: unknown) => void;
}

/** Writes that are compared together. */
const BATCH = 200;

/**
 * Lets writes wait until they are compared, in their order, after whoever brought them was answered. It keeps nobody waiting and
 * fails nobody: what finds no room is dropped, and counted.
 */
export class ShadowQueue {
  readonly #options: ShadowQueueOptions;
  readonly #waiting: ShadowWrite[] = [];
  readonly #dropped = new Map<string, number>();
  #working: Promise<void> | undefined;

  constructor(options: ShadowQueueOptions) {
    this.#options = options;
  }

  /** Takes as many writes as there is room for. @returns how many these are; the others are dropped */
  offer(writes: readonly ShadowWrite[]): number {
    const room = Math.max(0, this.#options.most - this.#waiting.length);
    this.#waiting.push(...writes.slice(0, room));
    writes.slice(room).forEach((write) => this.#drop(write));
    this.#working ??= this.#work().finally(() => (this.#working = undefined));
    return Math.min(room, writes.length);
  }

  /** Waits until nothing waits. */
  async drain(): Promise<void> {
    while (this.#working !== undefined) {
      await this.#working;
    }
  }

  async #work(): Promise<void> {
    // Whoever offers is answered first.
    await new Promise(setImmediate);
    while (this.#waiting.length + this.#dropped.size > 0) {
      const [first] = this.#waiting;
      const end = this.#waiting.findIndex(({ tenant }) => tenant !== first?.tenant);
      const batch = this.#waiting.splice(0, Math.min(BATCH, end === -1 ? this.#waiting.length : end));
      await this.#options.compare(batch).catch((error: unknown) => {
        this.#options.onError(error);
        batch.forEach((write) => this.#drop(write));
      });
      await this.#tellDropped();
    }
  }

  async #tellDropped(): Promise<void> {
    for (const [tenant, writes] of this.#dropped) {
      this.#dropped.delete(tenant);
      await this.#options.countDropped(tenant, writes).catch(this.#options.onError);
    }
  }

  #drop({ tenant }: ShadowWrite): void {
    this.#dropped.set(tenant, (this.#dropped.get(tenant) ?? 0) + 1);
  }
}

import type { DbPool } from "../storage";
import { Batcher, type BatcherOptions } from "./batcher";
import { Pipeline } from "./pipeline";

/** What a batcher on a database needs. */
export interface OpenBatcherOptions extends Pick<BatcherOptions, "clock" | "mostWaiting"> {
  /**
   * What is done around each batch.
   *
   * @default - nothing
   */
  readonly around?: (execute: BatcherOptions["execute"]) => BatcherOptions["execute"];
}

/** Makes a batcher whose batches are written to a database, one behind the other. */
export function openBatcher(pool: DbPool, { around = (execute) => execute, ...options }: OpenBatcherOptions): Batcher {
  const pipeline = new Pipeline(pool);
  return new Batcher({
    ...options,
    execute: around((requests, onSent) => pipeline.execute(requests, onSent)),
    isDivided: (waiting) => pipeline.isDivided(waiting),
  });
}

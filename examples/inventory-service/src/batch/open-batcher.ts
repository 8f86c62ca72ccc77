import type { DbPool } from "../storage";
import { Batcher, type BatcherOptions } from "./batcher";
import { Pipeline } from "./pipeline";

/** Makes a batcher whose batches are written to a database, one behind the other. */
export function openBatcher(pool: DbPool, options: Pick<BatcherOptions, "clock" | "mostWaiting">): Batcher {
  const pipeline = new Pipeline(pool, options.clock);
  return new Batcher({
    ...options,
    execute: (requests, onSent) => pipeline.execute(requests, onSent),
    isDivided: (waiting) => pipeline.isDivided(waiting),
  });
}

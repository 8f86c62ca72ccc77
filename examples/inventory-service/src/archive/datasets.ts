import type { Columns } from "../reconcile/datasets";

/** Columns of the log in the archive: all that an event has. */
export const LOG_COLUMNS = {
  shard: "BIGINT",
  transaction: "BIGINT",
  sequence: "BIGINT",
  recorded_at_us: "BIGINT",
  tenant: "VARCHAR",
  type: "VARCHAR",
  subject: "VARCHAR",
  version: "BIGINT",
  data: "VARCHAR",
} as const satisfies Columns;

/** Shards of events. */
export const SHARDS = 64;

/** The folder of a dataset's day and shard. */
export function folderOf(dataset: string, day: string, shard: number): string {
  return `${dataset}/day=${day}/shard=${String(shard).padStart(2, "0")}`;
}

/** Where a day's manifest is. */
export function manifestOf(day: string): string {
  return `log/day=${day}/manifest.json`;
}

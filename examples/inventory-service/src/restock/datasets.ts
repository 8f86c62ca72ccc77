import type { Columns } from "../reconcile/datasets";

/** Columns of the proposals that are written, with all that each was made from. */
export const PROPOSAL_COLUMNS = {
  tenant: "VARCHAR",
  sku: "VARCHAR",
  location: "VARCHAR",
  reorder_point: "BIGINT",
  quantity: "BIGINT",
  on_hand: "BIGINT",
  on_the_way: "BIGINT",
  promised: "BIGINT",
  demand_from: "VARCHAR",
  demand_until: "VARCHAR",
  demand_days: "BIGINT",
  demand_units: "BIGINT",
  demand_p50: "BIGINT",
  demand_p90: "BIGINT",
  demand_p98: "BIGINT",
  service_permille: "BIGINT",
  review_days: "BIGINT",
  cover_days: "BIGINT",
  lead_time_days: "VARCHAR",
  model: "VARCHAR",
} as const satisfies Columns;

/** Where the checkpoint of a day's shard is. */
export function checkpointOf(day: string, shard: string): string {
  return `proposals/day=${day}/shard=${shard}/checkpoint.json`;
}

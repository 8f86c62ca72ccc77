import { z } from "zod";
import { quoted, type ParquetTables } from "../archive";
import { readDone, type Files } from "../files";
import { checkpointOf } from "./datasets";
import type { RestockTally } from "./propose-row";

/** Where proposals are found. */
export interface FindOptions {
  /** Where they were written. */
  readonly files: Files;
  /** What reads them. */
  readonly tables: Pick<ParquetTables, "read">;
}

/** The rows of a SKU, and the shard that each is in. */
export interface ProposalQuestion {
  readonly tenant: string;
  readonly sku: string;
  readonly shards: readonly number[];
}

const PROPOSALS_PATH = /^proposals\/day=(\d{4}-\d\d-\d\d)\/shard=(\d+)\//;

const whole = z.coerce.number();

const foundRow = z
  .object({
    ...{
      location: z.string(),
      reorder_point: whole,
      quantity: whole,
      on_hand: whole,
      on_the_way: whole,
      promised: whole,
    },
    ...{ demand_from: z.string(), demand_until: z.string(), demand_days: whole, demand_units: whole },
    ...{ demand_p50: whole, demand_p90: whole, demand_p98: whole, service_permille: whole },
    ...{ review_days: whole, cover_days: whole, lead_time_days: z.string(), model: z.string() },
  })
  .transform((row) => ({
    location: row.location,
    reorderPoint: row.reorder_point,
    quantity: row.quantity,
    ...{ onHand: row.on_hand, onTheWay: row.on_the_way, promised: row.promised },
    demand: {
      ...{ from: row.demand_from, until: row.demand_until, days: row.demand_days, units: row.demand_units },
      ...{ p50: row.demand_p50, p90: row.demand_p90, p98: row.demand_p98 },
    },
    serviceQuantile: row.service_permille / 1_000,
    ...{ reviewDays: row.review_days, coverDays: row.cover_days },
    // Only the job writes there.
    leadTimeDays: JSON.parse(row.lead_time_days) as number[],
    model: row.model,
  }));

/** A proposal of a stock row, with all that it was made from. */
export type FoundProposal = z.output<typeof foundRow>;

/** The latest proposals for the rows of a SKU, in the order of their locations. */
export async function findProposals(
  { files, tables }: FindOptions,
  { tenant, sku, shards }: ProposalQuestion,
): Promise<readonly FoundProposal[]> {
  const paths = (await files.list("proposals")).toReversed();
  const found = await Promise.all([...new Set(shards)].map((shard) => latestOf(files, paths, shard)));
  const outputs = found.flatMap((path) => path ?? []);
  if (outputs.length === 0) {
    return [];
  }
  const local = await Promise.all(outputs.map((path) => files.local(path)));
  const rows = await tables.read(
    local,
    `select * from files where tenant = ${quoted(tenant)} and sku = ${quoted(sku)} order by location`,
  );
  return rows.map((row) => foundRow.parse(row));
}

/** The latest result of a shard: of the last of its days that was worked on to the end. */
async function latestOf(files: Files, paths: readonly string[], shard: number): Promise<string | undefined> {
  for (const path of paths) {
    const [, day = "", ofShard = ""] = PROPOSALS_PATH.exec(path) ?? [];
    const done =
      Number(ofShard) === shard ? await readDone<RestockTally>(files, checkpointOf(day, ofShard)) : undefined;
    if (done !== undefined) {
      return done.output.path;
    }
  }
  return undefined;
}

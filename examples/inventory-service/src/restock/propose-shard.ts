import { hash } from "node:crypto";
import type { ParquetTables } from "../archive";
import { doOnce, type Files } from "../files";
import { checkpointOf, PROPOSAL_COLUMNS } from "./datasets";
import { numberOfDay } from "./days";
import type { DemandFiles, DemandReader, RowDemand } from "./demand-reader";
import { DEMAND_SQL } from "./demand-sql";
import type { LeadTimes } from "./lead-times";
import { restockProposed } from "./proposal-event";
import { MODEL } from "./propose";
import { cellsOf, NO_ROWS, proposeRow, type RestockTally, type RunTerms } from "./propose-row";

/** What working on a shard needs. */
export interface ShardOptions {
  /** Where snapshot and events lie and proposals are written. */
  readonly files: Files;
  /** What reads demand. */
  readonly demand: Pick<DemandReader, "read">;
  /** What writes proposals. */
  readonly tables: Pick<ParquetTables, "gather">;
  /** Aborted, it stops; what it has written it does not do again. */
  readonly signal: AbortSignal;
}

/** What all shards of a run have in common. */
export interface Run {
  readonly terms: RunTerms;
  /** The days that are known. */
  readonly days: readonly string[];
  readonly leadTimes: LeadTimes;
  readonly leadTimesDigest: string | undefined;
}

/** Proposes for the rows of a shard, unless that has been done with the same inputs. */
export async function proposeShard(options: ShardOptions, run: Run, shard: string): Promise<RestockTally> {
  const { files } = options;
  const { terms, leadTimesDigest } = run;
  const paths = await pathsOf(files, run, shard);
  const digests = await Promise.all([...paths.snapshot, ...paths.events].map((path) => files.digest(path)));
  const program = [DEMAND_SQL, Object.keys(PROPOSAL_COLUMNS), MODEL, terms, leadTimesDigest];
  const inputs = hash("sha256", JSON.stringify([program, paths, digests]));
  const output = `proposals/day=${terms.until}/shard=${shard}/${inputs.slice(0, 16)}`;
  const done = await doOnce<RestockTally>(files, {
    checkpoint: checkpointOf(terms.until, shard),
    inputs,
    output: `${output}.parquet`,
    make: async (file) => {
      const local = { snapshot: await locals(files, paths.snapshot), events: await locals(files, paths.events) };
      const window = { first: numberOfDay(terms.from), last: numberOfDay(terms.until) };
      const written = await writeProposals(options, run, { rows: options.demand.read(local, window), file });
      await files.write(`${output}.ndjson`, written.events.map((event) => `${JSON.stringify(event)}\n`).join(""));
      return written.tally;
    },
  });
  return done.rows;
}

async function pathsOf(files: Files, { terms, days }: Run, shard: string): Promise<DemandFiles> {
  const listed = await Promise.all(days.map((day) => files.list(`events/day=${day}/shard=${shard}`)));
  return { snapshot: await files.list(`snapshot/day=${terms.until}/shard=${shard}`), events: listed.flat() };
}

function locals(files: Files, paths: readonly string[]): Promise<readonly string[]> {
  return Promise.all(paths.map((path) => files.local(path)));
}

/** Writes a row for each proposal, and says which of them are to be told to others: those that order something. */
async function writeProposals(
  { tables, signal }: ShardOptions,
  { leadTimes, terms }: Run,
  { rows, file }: { readonly rows: AsyncIterable<RowDemand>; readonly file: string },
): Promise<{ readonly tally: RestockTally; readonly events: readonly object[] }> {
  return tables.gather(PROPOSAL_COLUMNS, { orderBy: "tenant, sku, location" }, async (table) => {
    const tally = { ...NO_ROWS };
    const events: object[] = [];
    for await (const row of rows) {
      signal.throwIfAborted();
      const made = proposeRow(row, leadTimes, terms);
      if (typeof made === "string") {
        tally[made] += 1;
        continue;
      }
      const isOrder = made.proposal.quantity > 0;
      tally[isOrder ? "order" : "enough"] += 1;
      table.append(0, cellsOf(made));
      events.push(...(isOrder ? [restockProposed(made)] : []));
    }
    await table.write(0, file);
    return { tally, events };
  });
}

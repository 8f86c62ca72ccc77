import { z } from "zod";
import type { StockKey } from "../domain";
import type { Files } from "../files";
import { DELTA_KINDS, type Tally } from "../reconcile/delta";
import { readCheckpoint, type Checkpoint } from "../reconcile/partition";
import { sumOf } from "../reconcile/repair";
import { quoted, type ParquetTables } from "./parquet-tables";

/** What came of the last day all of whose counts were compared. */
export interface ReconciledDay {
  /** As `YYYY-MM-DD`, in UTC. */
  readonly day: string;
  /** Counted rows by what their counts say. */
  readonly rows: Tally;
  /** Units by which counts differ from what was expected, added up without their sign. */
  readonly units: number;
}

/** A stock row whose count differs from what was expected. */
export interface CountedDifference {
  readonly day: string;
  readonly location: string;
  readonly kind: (typeof DELTA_KINDS)[number];
  readonly source: string;
  readonly countedAt: Date;
  readonly counted: number;
  readonly expected: number;
  readonly delta: number;
  readonly inFlight: number;
}

/** How far back a day is looked for that was reconciled. */
const MOST_DAYS = 30;

const DAY_MILLISECONDS = 86_400_000;

const SHARD = /^counts\/day=\d{4}-\d\d-\d\d\/shard=(\d+)\//;

const difference = z
  .object({
    location: z.string(),
    kind: z.enum(DELTA_KINDS),
    source: z.string(),
    ...{ counted_at_us: z.coerce.number(), counted: z.coerce.number(), expected: z.coerce.number() },
    ...{ delta: z.coerce.number(), in_flight: z.coerce.number() },
  })
  .transform(({ counted_at_us: at, in_flight: inFlight, ...row }) => ({
    ...row,
    ...{ countedAt: new Date(at / 1000), inFlight },
  }));

/** Reads what reconciliation has left beside what it read. */
export class Reconciliations {
  readonly #files: Files;
  readonly #tables: Pick<ParquetTables, "read">;

  constructor(files: Files, tables: Pick<ParquetTables, "read">) {
    this.#files = files;
    this.#tables = tables;
  }

  /** The last day, up to a time, all of whose counts were compared; `undefined` where that is longer ago than a month. */
  async last(now: number): Promise<ReconciledDay | undefined> {
    const compared = await this.#compared(now);
    if (compared === undefined) {
      return undefined;
    }
    const { day, checkpoints } = compared;
    const [row] = await this.#read(
      checkpoints,
      "select cast(coalesce(sum(abs(delta)), 0) as bigint) as units from files where kind in ('missing', 'surplus', 'in-flight')",
    );
    return { day, rows: sumOf(checkpoints), units: Number(row?.["units"] ?? 0) };
  }

  /** How counts of a SKU differed on the last day that was compared, by location. */
  async differencesOf(
    { tenant, sku }: Pick<StockKey, "tenant" | "sku">,
    now: number,
  ): Promise<{ readonly day: string; readonly differences: readonly CountedDifference[] } | undefined> {
    const compared = await this.#compared(now);
    if (compared === undefined) {
      return undefined;
    }
    const { day, checkpoints } = compared;
    const rows = await this.#read(
      checkpoints,
      `select * from files where tenant = ${quoted(tenant)} and sku = ${quoted(sku)} order by location`,
    );
    return { day, differences: rows.map((row) => ({ day, ...difference.parse(row) })) };
  }

  async #compared(
    now: number,
  ): Promise<{ readonly day: string; readonly checkpoints: readonly Checkpoint[] } | undefined> {
    for (let back = 0; back < MOST_DAYS; back += 1) {
      const day = new Date(now - back * DAY_MILLISECONDS).toISOString().slice(0, 10);
      const checkpoints = await this.#checkpointsOf(day);
      if (checkpoints !== undefined) {
        return { day, checkpoints };
      }
    }
    return undefined;
  }

  /** What a day's shards came to; `undefined` where nothing was counted, or not all of it was compared. */
  async #checkpointsOf(day: string): Promise<readonly Checkpoint[] | undefined> {
    const paths = await this.#files.list(`counts/day=${day}`);
    const shards = [...new Set(paths.flatMap((path) => SHARD.exec(path)?.[1] ?? []))];
    const found = await Promise.all(shards.map((shard) => readCheckpoint(this.#files, { day, shard })));
    const done = found.flatMap((each) => each ?? []);
    return shards.length === 0 || done.length < shards.length ? undefined : done;
  }

  async #read(checkpoints: readonly Checkpoint[], query: string): Promise<readonly Record<string, unknown>[]> {
    const local = await Promise.all(checkpoints.map(({ output }) => this.#files.local(output.path)));
    return this.#tables.read(local, query);
  }
}

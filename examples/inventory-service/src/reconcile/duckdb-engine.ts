import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { UnusableInput } from "../job";
import { COMPARE_SQL, DELTA_ORDER, PAIR_SQL, SKUS_SQL } from "./compare-sql";
import { DATASET_NAMES, DATASETS, DELTA_COLUMNS } from "./datasets";
import type { DeltaBefore } from "./decide-repairs";
import { DELTA_KINDS, NO_ROWS, type Delta, type DeltaKind, type Tally } from "./delta";
import type { Engine, Inputs, Pair } from "./ports";
import { quoted, rowsOf, view, type Row } from "./relation";

/** What the engine may use. */
export interface DuckDbOptions {
  /** Memory in MiB; what does not fit is written to `spillFolder`. */
  readonly memoryMiB: number;
  /** Threads that work at once. */
  readonly threads: number;
  /** Where it may write what does not fit. */
  readonly spillFolder: string;
}

/** Runs the SQL with DuckDB, in this process. */
export class DuckDbEngine implements Engine {
  readonly #instance: DuckDBInstance;

  private constructor(instance: DuckDBInstance) {
    this.#instance = instance;
  }

  /** Starts an engine. It reads files, and fetches no extensions. */
  static async start({ memoryMiB, threads, spillFolder }: DuckDbOptions): Promise<DuckDbEngine> {
    const instance = await DuckDBInstance.create(":memory:", {
      memory_limit: `${memoryMiB}MiB`,
      threads: String(threads),
      temp_directory: spillFolder,
      autoinstall_known_extensions: "false",
    });
    return new DuckDbEngine(instance);
  }

  /** Ends it. */
  stop(): void {
    this.#instance.closeSync();
  }

  compare(inputs: Inputs, file: string, signal: AbortSignal): Promise<Tally> {
    return this.#connected(signal, async (connection) => {
      for (const dataset of DATASET_NAMES) {
        await view(connection, dataset, { columns: DATASETS[dataset], files: inputs[dataset] });
      }
      await connection.run(`create temp table compared as ${COMPARE_SQL}`);
      const rows = await tally(connection);
      await connection.run(
        `copy (select ${Object.keys(DELTA_COLUMNS).join(", ")} from compared where kind <> 'equal' order by ${DELTA_ORDER})
         to ${quoted(file)} (format parquet, compression zstd)`,
      );
      return rows;
    });
  }

  async *pairs(day: readonly string[], before: readonly string[]): AsyncIterable<Pair> {
    const connection = await this.#instance.connect();
    try {
      await view(connection, "deltas", { columns: DELTA_COLUMNS, files: day });
      await view(connection, "deltas_before", { columns: DELTA_COLUMNS, files: before });
      const result = await connection.stream(PAIR_SQL);
      for await (const rows of result.yieldRowObjectJs()) {
        yield* rows.map(pairOf);
      }
    } finally {
      connection.closeSync();
    }
  }

  countSkus(counts: readonly string[]): Promise<number> {
    return this.#connected(undefined, async (connection) => {
      await view(connection, "counts", { columns: DATASETS.counts, files: counts });
      const [row] = await rowsOf(connection, SKUS_SQL);
      return Number(row?.["skus"]);
    });
  }

  async #connected<Result>(
    signal: AbortSignal | undefined,
    task: (connection: DuckDBConnection) => Promise<Result>,
  ): Promise<Result> {
    const connection = await this.#instance.connect();
    const interrupt = (): void => connection.interrupt();
    signal?.addEventListener("abort", interrupt);
    try {
      const result = await task(connection);
      signal?.throwIfAborted();
      return result;
    } catch (error) {
      signal?.throwIfAborted();
      throw error;
    } finally {
      signal?.removeEventListener("abort", interrupt);
      connection.closeSync();
    }
  }
}

async function tally(connection: DuckDBConnection): Promise<Tally> {
  const rows = await rowsOf(connection, "select kind, cast(sum(many) as bigint) as many from compared group by kind");
  return { ...NO_ROWS, ...Object.fromEntries(rows.map((row) => [kindOf(row["kind"]), Number(row["many"])])) };
}

function pairOf(row: Row): Pair {
  const delta = deltaOf(row);
  return { delta, before: row["before_kind"] === null ? undefined : beforeOf(row) };
}

function deltaOf(row: Row): Delta {
  const text = (column: string): string => String(row[column]);
  const number = (column: string): number => Number(row[column]);
  return {
    ...{ tenant: text("tenant"), sku: text("sku"), location: text("location"), kind: kindOf(row["kind"]) },
    source: text("source"),
    sequence: number("sequence"),
    countedAtMicroseconds: number("counted_at_us"),
    ...{ counted: number("counted"), expected: number("expected"), delta: number("delta") },
    inFlight: number("in_flight"),
    reserved: number("reserved"),
    correctionsBefore: number("corrections_before"),
    correctionsAfter: number("corrections_after"),
    closing: {
      onHand: number("closing_on_hand"),
      reserved: number("closing_reserved"),
      inTransit: number("closing_in_transit"),
      version: number("closing_version"),
    },
  };
}

function beforeOf(row: Row): DeltaBefore {
  return {
    kind: kindOf(row["before_kind"]),
    source: String(row["before_source"]),
    sequence: Number(row["before_sequence"]),
    delta: Number(row["before_delta"]),
    correctionsAfter: Number(row["before_corrections_after"]),
  };
}

function kindOf(value: unknown): DeltaKind {
  const kind = DELTA_KINDS.find((each) => each === value);
  if (kind === undefined) {
    throw new UnusableInput(`a difference is of the kind ${String(value)}, expected one of ${DELTA_KINDS.join(", ")}`);
  }
  return kind;
}

import { DuckDBInstance } from "@duckdb/node-api";
import { DATASETS } from "../reconcile/datasets";
import type { DuckDbOptions } from "../reconcile/duckdb-engine";
import { view } from "../reconcile/relation";
import { DEMAND_SQL } from "./demand-sql";
import type { StockPosition } from "./propose";

/** Files that demand is read from. */
export interface DemandFiles {
  /** Stock of the last day. */
  readonly snapshot: readonly string[];
  /** Events of the window. */
  readonly events: readonly string[];
}

/** Days of a window, from the epoch on. */
export interface Window {
  readonly first: number;
  readonly last: number;
}

/** A stock row, and what was wanted of it. */
export interface RowDemand {
  readonly tenant: string;
  readonly sku: string;
  readonly location: string;
  readonly position: StockPosition;
  /** Units of each day of the window on which the row was there. */
  readonly daily: readonly number[];
}

/** Reads demand out of Parquet, with DuckDB in this process. */
export class DemandReader {
  readonly #instance: DuckDBInstance;

  private constructor(instance: DuckDBInstance) {
    this.#instance = instance;
  }

  /** Starts it. It reads files, and fetches no extensions. */
  static async start({ memoryMiB, threads, spillFolder }: DuckDbOptions): Promise<DemandReader> {
    const instance = await DuckDBInstance.create(":memory:", {
      memory_limit: `${memoryMiB}MiB`,
      threads: String(threads),
      temp_directory: spillFolder,
      autoinstall_known_extensions: "false",
    });
    return new DemandReader(instance);
  }

  /** Ends it. */
  stop(): void {
    this.#instance.closeSync();
  }

  /** Stock rows with their demand over a window, in the order of their keys. */
  async *read({ snapshot, events }: DemandFiles, window: Window): AsyncIterable<RowDemand> {
    const connection = await this.#instance.connect();
    try {
      await view(connection, "snapshot", { columns: DATASETS.snapshot, files: snapshot });
      await view(connection, "events", { columns: DATASETS.events, files: events });
      const result = await connection.stream(DEMAND_SQL);
      for await (const rows of result.yieldRowObjectJs()) {
        yield* rows.map((row) => demandOf(row, window));
      }
    } finally {
      connection.closeSync();
    }
  }
}

function demandOf(row: Readonly<Record<string, unknown>>, { first, last }: Window): RowDemand {
  const bornDay = row["born_day"];
  const from = bornDay === null ? first : Math.max(first, Number(bornDay));
  const daily = new Array<number>(last - from + 1).fill(0);
  const units = numbersOf(row["units"]);
  for (const [index, day] of numbersOf(row["days"]).entries()) {
    if (day >= from && day <= last) {
      daily[day - from] = units[index] ?? 0;
    }
  }
  const { tenant, sku, location } = row;
  return {
    ...{ tenant: String(tenant), sku: String(sku), location: String(location) },
    position: {
      onHand: Number(row["on_hand"]),
      onTheWay: Number(row["in_transit"]),
      promised: Number(row["reserved"]),
    },
    daily,
  };
}

function numbersOf(list: unknown): readonly number[] {
  return Array.isArray(list) ? list.map(Number) : [];
}

import { mkdirSync } from "node:fs";
import path from "node:path";
import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { DATASETS, type Columns, type Dataset } from "../../src/reconcile/datasets";

/** Where a row lies. */
interface Placed {
  readonly day: string;
  readonly shard: string;
}

interface Keyed {
  readonly tenant: string;
  readonly sku: string;
  readonly location: string;
}

export interface CountRow extends Placed, Keyed {
  readonly source: string;
  readonly sequence: number;
  readonly counted: number;
  readonly counted_at_us: number;
}

export interface SnapshotRow extends Placed, Keyed {
  readonly on_hand: number;
  readonly reserved: number;
  readonly in_transit: number;
  readonly version: number;
}

export interface EventRow extends Placed, Keyed {
  readonly version: number;
  readonly at_us: number;
  readonly on_hand_change: number;
  readonly reserved_change: number;
  readonly in_transit_change: number;
  readonly correction: boolean;
}

/** What a reconciliation reads. */
export interface World {
  readonly counts: readonly CountRow[];
  readonly snapshot: readonly SnapshotRow[];
  readonly events: readonly EventRow[];
}

const literal = (value: string | number | boolean | undefined): string =>
  typeof value === "string" ? `'${value.replaceAll("'", "''")}'` : String(value);

/** Rows by a text, in their order. */
export function grouped<Row>(rows: readonly Row[], by: (row: Row) => string): ReadonlyMap<string, readonly Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    groups.set(by(row), [...(groups.get(by(row)) ?? []), row]);
  }
  return groups;
}

/** Writes Parquet files for tests. */
export class ParquetWriter {
  readonly #connection: DuckDBConnection;
  #files = 0;

  private constructor(connection: DuckDBConnection) {
    this.#connection = connection;
  }

  static async start(): Promise<ParquetWriter> {
    const instance = await DuckDBInstance.create(":memory:", { threads: "1" });
    return new ParquetWriter(await instance.connect());
  }

  stop(): void {
    this.#connection.closeSync();
  }

  /** Writes what a select yields. */
  async select(file: string, sql: string): Promise<void> {
    mkdirSync(path.dirname(file), { recursive: true });
    await this.#connection.run(`copy (${sql}) to '${file}' (format parquet)`);
  }

  /** Writes some rows of a dataset into a new file of their partition. */
  async rows(folder: string, dataset: Dataset, rows: readonly (Placed & object)[]): Promise<void> {
    const columns: Columns = DATASETS[dataset];
    const names = Object.keys(columns);
    const partitions = grouped(rows, ({ day, shard }) => `day=${day}/shard=${shard}`);
    for (const [partition, ofPartition] of partitions) {
      const values = ofPartition.map((row) => {
        const cells = new Map<string, string | number | boolean>(Object.entries(row));
        return `(${names.map((column) => literal(cells.get(column))).join(", ")})`;
      });
      const typed = Object.entries(columns).map(([column, type]) => `cast(${column} as ${type}) as ${column}`);
      await this.select(
        path.join(folder, dataset, partition, `part-${this.#files++}.parquet`),
        `select ${typed.join(", ")} from (values ${values.join(", ")}) as t (${names.join(", ")})`,
      );
    }
  }

  /** Writes a whole world, in the order in which its rows stand. */
  async world(folder: string, world: World): Promise<void> {
    await this.rows(folder, "counts", world.counts);
    await this.rows(folder, "snapshot", world.snapshot);
    await this.rows(folder, "events", world.events);
  }
}

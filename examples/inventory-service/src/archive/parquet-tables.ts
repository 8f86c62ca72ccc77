import { DuckDBInstance, type DuckDBAppender, type DuckDBConnection } from "@duckdb/node-api";
import type { Columns, ColumnType } from "../reconcile/datasets";

/** A value of a row, as its column's type wants it. */
export type Cell = string | number | bigint | boolean;

/** Rows that wait to be written, each in one of the shards. */
export interface ShardedTable {
  /** Takes a row: a value for each column, in their order. */
  append(shard: number, cells: readonly Cell[]): void;
  /** How many rows each shard has, of those that have any. */
  shards(): Promise<ReadonlyMap<number, number>>;
  /** Writes a shard's rows to a file of Parquet, in the order of some columns. */
  write(shard: number, file: string): Promise<void>;
}

/** What may be used. */
export interface ParquetTablesOptions {
  /** Memory in MiB; what does not fit is written to `spillFolder`. */
  readonly memoryMiB: number;
  /** Where it may write what does not fit. */
  readonly spillFolder: string;
}

type Row = Record<string, unknown>;

/** Writes and reads Parquet, with DuckDB in this process. */
export class ParquetTables {
  readonly #instance: DuckDBInstance;

  private constructor(instance: DuckDBInstance) {
    this.#instance = instance;
  }

  /** Starts it. It reads files, and fetches no extensions. */
  static async start({ memoryMiB, spillFolder }: ParquetTablesOptions): Promise<ParquetTables> {
    const instance = await DuckDBInstance.create(":memory:", {
      memory_limit: `${memoryMiB}MiB`,
      threads: "1",
      temp_directory: spillFolder,
      autoinstall_known_extensions: "false",
    });
    return new ParquetTables(instance);
  }

  /** Ends it. */
  stop(): void {
    this.#instance.closeSync();
  }

  /** Lets rows be gathered and written. */
  async gather<Result>(
    columns: Columns,
    { orderBy }: { readonly orderBy: string },
    task: (table: ShardedTable) => Promise<Result>,
  ): Promise<Result> {
    const connection = await this.#instance.connect();
    try {
      const types = Object.entries(columns).map(([name, type]) => `${name} ${type} not null`);
      await connection.run(`create temp table gathered (in_shard BIGINT not null, ${types.join(", ")})`);
      const appender = await connection.createAppender("gathered");
      const table = new Gathered(connection, appender, { columns, orderBy });
      const result = await task(table);
      appender.closeSync();
      return result;
    } finally {
      connection.closeSync();
    }
  }

  /** Rows of some files, by a query over the relation `files`. */
  read(files: readonly string[], query: string): Promise<readonly Row[]> {
    return this.#over(files, async (connection) => (await connection.runAndReadAll(query)).getRowObjectsJS());
  }

  /** Writes what a query over the relation `files` yields to a file of Parquet, and says how many rows that are. */
  copy(files: readonly string[], query: string, file: string): Promise<number> {
    const text = `copy (${query}) to ${quoted(file)} (format parquet, compression zstd)`;
    return this.#over(files, async (connection) => (await connection.run(text)).rowsChanged);
  }

  async #over<Result>(
    files: readonly string[],
    task: (connection: DuckDBConnection) => Promise<Result>,
  ): Promise<Result> {
    const connection = await this.#instance.connect();
    try {
      const list = files.map(quoted).join(", ");
      const relation = `read_parquet([${list}], union_by_name = false, hive_partitioning = false)`;
      await connection.run(`create temp view files as select * from ${relation}`);
      return await task(connection);
    } finally {
      connection.closeSync();
    }
  }
}

class Gathered implements ShardedTable {
  readonly #connection: DuckDBConnection;
  readonly #appender: DuckDBAppender;
  readonly #types: readonly ColumnType[];
  readonly #names: string;
  readonly #orderBy: string;

  constructor(
    connection: DuckDBConnection,
    appender: DuckDBAppender,
    { columns, orderBy }: { readonly columns: Columns; readonly orderBy: string },
  ) {
    this.#connection = connection;
    this.#appender = appender;
    this.#types = Object.values(columns);
    this.#names = Object.keys(columns).join(", ");
    this.#orderBy = orderBy;
  }

  append(shard: number, cells: readonly Cell[]): void {
    this.#appender.appendBigInt(BigInt(shard));
    this.#types.forEach((type, index) => appendCell(this.#appender, type, cells[index]));
    this.#appender.endRow();
  }

  async shards(): Promise<ReadonlyMap<number, number>> {
    this.#appender.flushSync();
    const sql = "select in_shard, count(*) as many from gathered group by in_shard order by in_shard";
    const rows = (await this.#connection.runAndReadAll(sql)).getRowObjectsJS();
    return new Map(rows.map((row) => [Number(row["in_shard"]), Number(row["many"])]));
  }

  async write(shard: number, file: string): Promise<void> {
    this.#appender.flushSync();
    await this.#connection.run(
      `copy (select ${this.#names} from gathered where in_shard = ${shard} order by ${this.#orderBy})
       to ${quoted(file)} (format parquet, compression zstd)`,
    );
  }
}

function appendCell(appender: DuckDBAppender, type: ColumnType, cell: Cell | undefined): void {
  if (cell === undefined) {
    throw new Error("internal: a row has fewer values than there are columns");
  }
  switch (type) {
    case "VARCHAR":
      return appender.appendVarchar(String(cell));
    case "BIGINT":
      return appender.appendBigInt(BigInt(cell));
    case "BOOLEAN":
      return appender.appendBoolean(Boolean(cell));
  }
}

/** A text as SQL writes it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

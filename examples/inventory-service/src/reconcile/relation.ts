import type { DuckDBConnection } from "@duckdb/node-api";
import { UnusableInput } from "../job";
import type { Columns } from "./datasets";

/** A row as DuckDB hands it out. */
export type Row = Record<string, unknown>;

/** Files of Parquet, and the columns that they have to have. */
interface Relation {
  readonly columns: Columns;
  readonly files: readonly string[];
}

/** Makes files a relation, whose columns are those named and of no other type, without nulls. */
export async function view(connection: DuckDBConnection, name: string, { columns, files }: Relation): Promise<void> {
  const wanted = Object.entries(columns);
  if (files.length === 0) {
    const none = wanted.map(([column, type]) => `cast(null as ${type}) as ${column}`).join(", ");
    await connection.run(`create temp view ${name} as select ${none} where false`);
    return;
  }
  const read = `read_parquet([${files.map(quoted).join(", ")}], union_by_name = false, hive_partitioning = false)`;
  const found = await describe(connection, read, name);
  const wrong = wanted.flatMap(([column, type]) => {
    const is = found.get(column);
    return is === type ? [] : [`${name}.${column} is ${is ?? "missing"}, expected ${type}`];
  });
  if (wrong.length > 0) {
    throw new UnusableInput(wrong.join("; "));
  }
  await connection.run(`create temp view ${name} as select ${Object.keys(columns).join(", ")} from ${read}`);
  await refuseNulls(connection, name, Object.keys(columns));
}

async function describe(
  connection: DuckDBConnection,
  read: string,
  name: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await rowsOf(connection, `describe select * from ${read}`).catch((error: unknown) => {
    throw new UnusableInput(`${name} cannot be read as Parquet`, { cause: error });
  });
  return new Map(rows.map((row) => [String(row["column_name"]), String(row["column_type"])]));
}

async function refuseNulls(connection: DuckDBConnection, name: string, columns: readonly string[]): Promise<void> {
  const nulls = columns.map((column) => `cast(count(*) - count(${column}) as bigint) as ${column}`).join(", ");
  const [row] = await rowsOf(connection, `select ${nulls} from ${name}`);
  const wrong = columns.filter((column) => Number(row?.[column]) > 0);
  if (wrong.length > 0) {
    throw new UnusableInput(wrong.map((column) => `${name}.${column} has nulls, expected none`).join("; "));
  }
}

/** The rows that a query yields. */
export async function rowsOf(connection: DuckDBConnection, sql: string): Promise<readonly Row[]> {
  return (await connection.runAndReadAll(sql)).getRowObjectsJS();
}

/** A text as SQL writes it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

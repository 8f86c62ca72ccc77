/** A value of a parameter that is an array: a column of the rows that a statement writes or looks for. */
type Cell = string | number | null;

/**
 * The columns of some rows, each as one array, for `unnest`. That is how many rows go into one statement: PostgreSQL reads
 * arrays much faster than JSON, and a statement's text does not depend on how many there are.
 */
export function columnsOf<Row>(rows: readonly Row[], cells: readonly ((row: Row) => Cell)[]): readonly Cell[][] {
  return cells.map((cell) => rows.map(cell));
}

/** A point in time as PostgreSQL reads it; `null` stays what it is. */
export function timestampOf(milliseconds: number | null): string | null {
  return milliseconds === null ? null : new Date(milliseconds).toISOString();
}

/**
 * JSON documents as one parameter, for `string_to_array`: one a line, for JSON breaks none of its own. It spares the quotes
 * of every document being escaped here and unescaped there.
 */
export function linesOf(documents: readonly unknown[]): string {
  return documents.map((each) => JSON.stringify(each)).join("\n");
}

/** Bytes, each as PostgreSQL writes them, as one array; no quotes have to be looked for in them. */
export function bytesOf(all: readonly string[]): string {
  return `{${all.map((bytes) => `"\\${bytes}"`).join()}}`;
}

/** What an environment variable of a service names. */
export type VariableKind = "TABLE" | "STREAM" | "QUEUE" | "ARCHIVE" | "FEATURE";

/** Environment variable by which services find a thing: `TABLE_STOCK_COUNTS`. */
export function variableName(kind: VariableKind, thing: string): string {
  return `${kind}_${thing.toUpperCase().replaceAll("-", "_")}`;
}

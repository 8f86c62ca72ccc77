/** A table that is captured. */
export interface CapturedTable {
  /** Schema of the source. */
  readonly schema: string;
  /** Table of the source. */
  readonly table: string;
  /**
   * Schema of the target.
   *
   * @default - the source's, in lower case
   */
  readonly targetSchema?: string;
  /**
   * Table of the target.
   *
   * @default - the source's, in lower case
   */
  readonly targetTable?: string;
  /**
   * Columns that are left on premises.
   *
   * @default [] - every column is captured
   */
  readonly leftOut?: readonly string[];
}

/** A rule of DMS's table mappings. */
export interface MappingRule {
  readonly "rule-type": "selection" | "transformation";
  readonly "rule-id": string;
  readonly "rule-name": string;
  readonly "rule-action": "include" | "rename" | "remove-column";
  readonly "object-locator": Readonly<Record<string, string>>;
  /**
   * What is transformed.
   *
   * @default - nothing: the rule selects
   */
  readonly "rule-target"?: "schema" | "table" | "column";
  /**
   * What it becomes.
   *
   * @default - nothing: the rule selects, or removes
   */
  readonly value?: string;
}

/** DMS's table mappings. */
export interface TableMappings {
  readonly rules: readonly MappingRule[];
}

type UnnumberedRule = Omit<MappingRule, "rule-id" | "rule-name">;

/**
 * The mappings of some tables: each is selected by its full name, renamed to that of the target, and loses the columns
 * that stay on premises. Their order makes no difference.
 *
 * Source: https://docs.aws.amazon.com/dms/latest/userguide/CHAP_Tasks.CustomizingTasks.TableMapping.SelectionTransformation.html
 * (read 2026-11-26).
 */
export function mapTables(tables: readonly CapturedTable[]): TableMappings {
  const sorted = tables.toSorted((left, right) => nameOf(left).localeCompare(nameOf(right)));
  const schemas = new Map(sorted.map((table) => [table.schema, targetOf(table).schema]));
  const rules: readonly UnnumberedRule[] = [
    ...sorted.map(select),
    ...[...schemas].map(([schema, value]) => renameSchema(schema, value)),
    ...sorted.map(renameTable),
    ...sorted.flatMap(removeColumns),
  ];
  return {
    rules: rules.map((rule, index) => ({ ...rule, "rule-id": String(index + 1), "rule-name": String(index + 1) })),
  };
}

/** Full name of a table of the source. */
export function nameOf({ schema, table }: CapturedTable): string {
  return `${schema}.${table}`;
}

/** Where the changes of a table go. */
export function targetOf({ schema, table, targetSchema, targetTable }: CapturedTable) {
  return { schema: targetSchema ?? schema.toLowerCase(), table: targetTable ?? table.toLowerCase() };
}

function locate({ schema, table }: CapturedTable) {
  return { "schema-name": schema, "table-name": table };
}

function select(table: CapturedTable): UnnumberedRule {
  return { "rule-type": "selection", "rule-action": "include", "object-locator": locate(table) };
}

function renameSchema(schema: string, value: string): UnnumberedRule {
  return {
    "rule-type": "transformation",
    "rule-target": "schema",
    "rule-action": "rename",
    "object-locator": { "schema-name": schema },
    value,
  };
}

function renameTable(table: CapturedTable): UnnumberedRule {
  return {
    "rule-type": "transformation",
    "rule-target": "table",
    "rule-action": "rename",
    "object-locator": locate(table),
    value: targetOf(table).table,
  };
}

function removeColumns(table: CapturedTable): UnnumberedRule[] {
  return (table.leftOut ?? []).toSorted().map((column) => ({
    "rule-type": "transformation",
    "rule-target": "column",
    "rule-action": "remove-column",
    "object-locator": { ...locate(table), "column-name": column },
  }));
}

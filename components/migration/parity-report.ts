import type { LakeColumn, LakeQuery, LakeTable } from "../lake";

/** Columns of a comparison that differed. Neither what was asked nor what was answered is in it. */
export const PARITY_COLUMNS: readonly LakeColumn[] = [
  { name: "capability", type: "string", dataClass: "internal", description: "What moves" },
  { name: "operation", type: "string", dataClass: "internal", description: "Operation that was asked of both sides" },
  { name: "field", type: "string", dataClass: "internal", description: "Path of the field that differs" },
  { name: "reason", type: "string", dataClass: "internal", description: "missing, different or late" },
  { name: "compared", type: "bigint", dataClass: "internal", description: "Comparisons of the operation on the day" },
  { name: "differing", type: "bigint", dataClass: "internal", description: "Of them, those that differ in the field" },
];

/** The dataset of comparisons, for the tables of a `Lake`. */
export function parityTable(firstDay: string): LakeTable {
  return { description: "Reads that both sides answered, and how they differ", columns: PARITY_COLUMNS, firstDay };
}

/**
 * The report on parity, for the named queries of a `Lake`: what differs most, by operation and field.
 * @param table name of the dataset, made by {@link parityTable}
 */
export function parityQuery(table: string, { capability, tenant }: { capability: string; tenant: string }): LakeQuery {
  return {
    description: `What differs between the two sides of ${capability}, the worst first`,
    sql: [
      "SELECT operation, field, reason, sum(differing) AS differing, sum(compared) AS compared,",
      "  100.0 * sum(differing) / sum(compared) AS mismatch_percent",
      `FROM ${table}`,
      `WHERE capability = '${capability}' AND tenant = '${tenant}'`,
      "  AND dt >= date_format(current_date - interval '7' day, '%Y-%m-%d')",
      "GROUP BY operation, field, reason ORDER BY mismatch_percent DESC",
    ].join("\n"),
  };
}

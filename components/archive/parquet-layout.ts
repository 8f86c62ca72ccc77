/**
 * Where snapshots lie in an archive: `parquet/<dataset>/dt=2026-11-24/tenant=north/<file>.parquet`. Writers, tables of
 * the lake and rights on a dataset all build their prefixes from this.
 */
export const PARQUET_LAYOUT = {
  root: "parquet",
  partitionKeys: ["dt", "tenant"],
  dateFormat: "yyyy-MM-dd",
  extension: ".parquet",
} as const;

/** A key by which the snapshots of a dataset are split: the day, then the tenant. */
export type PartitionKey = (typeof PARQUET_LAYOUT.partitionKeys)[number];

/** Shape of a dataset's name: it is a table's name in the lake as well. */
export const DATASET_NAME = /^[a-z][a-z0-9_]{0,62}$/;

/** Prefix of all snapshots of a dataset. */
export function datasetPrefix(dataset: string): string {
  return `${PARQUET_LAYOUT.root}/${dataset}/`;
}

/**
 * Prefix of one snapshot.
 * @param values the day as `2026-11-24`, and the tenant
 */
export function snapshotPrefix(dataset: string, values: Readonly<Record<PartitionKey, string>>): string {
  const parts = PARQUET_LAYOUT.partitionKeys.map((key) => `${key}=${values[key]}/`);
  return `${datasetPrefix(dataset)}${parts.join("")}`;
}

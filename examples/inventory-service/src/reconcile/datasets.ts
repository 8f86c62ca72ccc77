/** Types of the columns, as DuckDB writes them; Spark calls `VARCHAR` string. */
export type ColumnType = "VARCHAR" | "BIGINT" | "BOOLEAN";

/** Columns of a dataset: no other type is taken for them, and no null. */
export type Columns = Readonly<Record<string, ColumnType>>;

const STOCK_KEY = { tenant: "VARCHAR", sku: "VARCHAR", location: "VARCHAR" } as const satisfies Columns;

/** Files that a reconciliation reads, as Parquet, below `<dataset>/day=YYYY-MM-DD/shard=NN/`. Days are those of UTC. */
export const DATASETS = {
  /** What a source counted, in the day of `counted_at_us`, whenever it came. */
  counts: { ...STOCK_KEY, source: "VARCHAR", sequence: "BIGINT", counted: "BIGINT", counted_at_us: "BIGINT" },
  /** The stock rows as they were at some time of the day, each for itself. */
  snapshot: { ...STOCK_KEY, on_hand: "BIGINT", reserved: "BIGINT", in_transit: "BIGINT", version: "BIGINT" },
  /** `StockChanged` of the day; `correction` is true of the causes `counted`, `adjusted` and `repaired`. */
  events: {
    ...STOCK_KEY,
    version: "BIGINT",
    at_us: "BIGINT",
    on_hand_change: "BIGINT",
    reserved_change: "BIGINT",
    in_transit_change: "BIGINT",
    correction: "BOOLEAN",
  },
} as const satisfies Record<string, Columns>;

/** Name of a dataset that is read. */
export type Dataset = keyof typeof DATASETS;

/** Names of the datasets that are read. */
export const DATASET_NAMES: readonly Dataset[] = ["counts", "snapshot", "events"];

/** Columns of the differences that are written. */
export const DELTA_COLUMNS = {
  ...STOCK_KEY,
  kind: "VARCHAR",
  source: "VARCHAR",
  sequence: "BIGINT",
  counted_at_us: "BIGINT",
  counted: "BIGINT",
  expected: "BIGINT",
  delta: "BIGINT",
  in_flight: "BIGINT",
  reserved: "BIGINT",
  corrections_before: "BIGINT",
  corrections_after: "BIGINT",
  closing_on_hand: "BIGINT",
  closing_reserved: "BIGINT",
  closing_in_transit: "BIGINT",
  closing_version: "BIGINT",
} as const satisfies Columns;

import { DATA_CLASSES, type DataClass } from "../../facts/tag-schema";
import { PARQUET_LAYOUT } from "../archive";

/** A type of one value, as Athena and Hive write it. */
export type LakeScalar =
  "bigint" | "boolean" | "date" | "double" | "float" | "int" | "string" | "timestamp" | `decimal(${number},${number})`;

/** A type of a column. */
export type LakeType = LakeScalar | `array<${LakeScalar}>` | `map<string,${LakeScalar}>`;

/** A column of a table. */
export interface LakeColumn {
  /** Name, as it is in the Parquet files. */
  readonly name: string;
  /** Type, as it is in the Parquet files. */
  readonly type: LakeType;
  /** How well the values have to be protected. `personal` and above never leave the residency partition. */
  readonly dataClass: DataClass;
  /** What it holds, for people. */
  readonly description: string;
}

/** A table over the snapshots of one dataset. */
export interface LakeTable {
  /** What it holds, for people. */
  readonly description: string;
  /** Columns, in the order that people see; `dt` and `tenant` are there anyway. */
  readonly columns: readonly LakeColumn[];
  /** Day of the first snapshot, as `2026-01-01`. */
  readonly firstDay: string;
  /**
   * Tenants whose snapshots there are.
   *
   * @default - any: a query has to say which, by `tenant = '…'`
   */
  readonly tenants?: readonly string[];
  /**
   * Whether readers of other residency partitions may read it: all of it, so no column may be personal.
   *
   * @default false
   */
  readonly shared?: boolean;
}

/** Whether a class of data falls under a residency regime. */
export function isPersonal(dataClass: DataClass): boolean {
  return DATA_CLASSES.indexOf(dataClass) >= DATA_CLASSES.indexOf("personal");
}

/** The most protected class among the columns; partition keys are internal. */
export function highestClass(columns: readonly LakeColumn[]): DataClass {
  const present = new Set<DataClass>(["internal", ...columns.map(({ dataClass }) => dataClass)]);
  return DATA_CLASSES.findLast((dataClass) => present.has(dataClass)) ?? "internal";
}

/**
 * How Athena finds the snapshots of a table without a crawler and without a partition for each day: it computes their
 * prefixes from the table's parameters.
 *
 * Source: https://docs.aws.amazon.com/athena/latest/ug/partition-projection-supported-types.html (read 2026-11-24).
 */
export function projectionParameters({ firstDay, tenants }: LakeTable): Readonly<Record<string, string>> {
  const [day, tenant] = PARQUET_LAYOUT.partitionKeys;
  const ofTenant =
    tenants === undefined
      ? { [`projection.${tenant}.type`]: "injected" }
      : { [`projection.${tenant}.type`]: "enum", [`projection.${tenant}.values`]: tenants.toSorted().join(",") };
  return {
    "projection.enabled": "true",
    [`projection.${day}.type`]: "date",
    [`projection.${day}.format`]: PARQUET_LAYOUT.dateFormat,
    [`projection.${day}.range`]: `${firstDay},NOW`,
    [`projection.${day}.interval`]: "1",
    [`projection.${day}.interval.unit`]: "DAYS",
    ...ofTenant,
  };
}

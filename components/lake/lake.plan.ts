import type { DataClass } from "../../facts/tag-schema";
import { datasetPrefix, PARQUET_LAYOUT, snapshotPrefix, type LifecycleSettings } from "../archive";
import type { Duration } from "../core/units";
import { highestClass, projectionParameters, type LakeColumn, type LakeTable } from "./schema";

/** A query that the workgroup's users find under a name. */
export interface LakeQuery {
  /** What it answers, for people. */
  readonly description: string;
  /** The query, in Athena's SQL. */
  readonly sql: string;
}

/** What decides the shape of a lake. */
export interface LakePlanArgs {
  /** Name of the database in the Glue catalogue. */
  readonly databaseName: string;
  /** Name of the Athena workgroup. */
  readonly workgroupName: string;
  /** Beginning of the name of the bucket with the results of queries; account and region follow. */
  readonly bucketName: string;
  /** Account of the lake. */
  readonly accountId: string;
  /** Region of the lake, and of the copy of the archive that it reads. */
  readonly region: string;
  /** Tables, by the name of the dataset they lie over. */
  readonly tables: Readonly<Record<string, LakeTable>>;
  /**
   * Queries with a name.
   *
   * @default - none
   */
  readonly namedQueries?: Readonly<Record<string, LakeQuery>>;
  /**
   * Most GiB that one query may read and cost before it is cancelled.
   *
   * @default 100
   */
  readonly scanLimitGib?: number;
  /**
   * The same for a query from another residency partition.
   *
   * @default 10
   */
  readonly sharedScanLimitGib?: number;
  /**
   * How long results of queries are kept: they are copies of what was read.
   *
   * @default "7 days"
   */
  readonly resultRetention?: Duration;
}

/** A table, with every choice made; the name of its bucket comes later. */
export interface PlannedTable {
  readonly description: string;
  /** Prefix of its snapshots. */
  readonly prefix: string;
  /** Prefix of one snapshot, with `${dt}` and `${tenant}` where their values go. */
  readonly template: string;
  readonly columns: readonly LakeColumn[];
  readonly partitionKeys: readonly string[];
  readonly parameters: Readonly<Record<string, string>>;
  readonly dataClass: DataClass;
}

/** A workgroup, with every choice made. */
export interface PlannedWorkgroup {
  readonly name: string;
  readonly description: string;
  readonly scanLimitBytes: number;
  /** Prefix of its results. */
  readonly resultPrefix: string;
}

/** A lake as plain data. */
export interface LakePlan {
  readonly databaseName: string;
  readonly bucketName: string;
  readonly accountId: string;
  readonly region: string;
  readonly tables: Readonly<Record<string, PlannedTable>>;
  /** Names of the tables that readers of other residency partitions may read, sorted. */
  readonly sharedTables: readonly string[];
  readonly workgroup: PlannedWorkgroup;
  readonly sharedWorkgroup: PlannedWorkgroup;
  readonly namedQueries: Readonly<Record<string, LakeQuery>>;
  readonly resultLifecycle: LifecycleSettings;
}

/** What a lake gets where its arguments leave the choice open. */
export const LAKE_DEFAULTS = {
  namedQueries: {},
  scanLimitGib: 100,
  sharedScanLimitGib: 10,
  resultRetention: "7 days",
} as const satisfies Partial<LakePlanArgs>;

/** End of the name of the workgroup for readers of other residency partitions. */
export const SHARED_SUFFIX = "-shared";
/** Engine that runs the queries. */
export const ATHENA_ENGINE = "Athena engine version 3";
/** Formats of a Parquet table, as Hive names them. */
export const PARQUET_FORMATS = {
  input: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
  output: "org.apache.hadoop.hive.ql.io.parquet.MapredParquetOutputFormat",
  serialization: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
} as const;

const BYTES_A_GIB = 1_073_741_824;

/** Turns checked arguments into a plan. */
export function planLake(args: LakePlanArgs): LakePlan {
  const chosen = { ...LAKE_DEFAULTS, ...args };
  return {
    databaseName: args.databaseName,
    bucketName: args.bucketName,
    accountId: args.accountId,
    region: args.region,
    tables: planTables(args.tables),
    sharedTables: Object.keys(args.tables)
      .filter((name) => args.tables[name]?.shared === true)
      .toSorted(),
    workgroup: {
      name: args.workgroupName,
      description: `Queries of ${args.databaseName}`,
      scanLimitBytes: chosen.scanLimitGib * BYTES_A_GIB,
      resultPrefix: "queries/",
    },
    sharedWorkgroup: {
      name: `${args.workgroupName}${SHARED_SUFFIX}`,
      description: `Queries of ${args.databaseName} from other residency partitions`,
      scanLimitBytes: chosen.sharedScanLimitGib * BYTES_A_GIB,
      resultPrefix: "shared/",
    },
    namedQueries: chosen.namedQueries,
    resultLifecycle: {
      infrequentAccess: "never",
      instantRetrieval: "never",
      deepArchive: "never",
      expiry: chosen.resultRetention,
    },
  };
}

function planTables(tables: LakePlanArgs["tables"]): LakePlan["tables"] {
  return Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, planTable(name, table)]));
}

function planTable(name: string, table: LakeTable): PlannedTable {
  const dataClass = highestClass(table.columns);
  return {
    description: table.description,
    prefix: datasetPrefix(name),
    template: snapshotPrefix(name, { dt: "${dt}", tenant: "${tenant}" }),
    columns: table.columns,
    partitionKeys: PARQUET_LAYOUT.partitionKeys,
    parameters: {
      EXTERNAL: "TRUE",
      classification: "parquet",
      "data-class": dataClass,
      ...projectionParameters(table),
    },
    dataClass,
  };
}

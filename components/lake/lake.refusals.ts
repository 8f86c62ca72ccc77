import { DATA_CLASSES, type TagValues } from "../../facts/tag-schema";
import { bucketRefusals, DATASET_NAME, PARQUET_LAYOUT } from "../archive";
import { isAwsRegion } from "../../facts/regions";
import type { Refusal } from "../core";
import { toSeconds } from "../core/units";
import { LAKE_DEFAULTS, SHARED_SUFFIX, type LakePlanArgs } from "./lake.plan";
import { highestClass, isPersonal, type LakeColumn, type LakeTable } from "./schema";

/** Longest name of an Athena workgroup. */
const WORKGROUP_LIMIT = 128;
/** Longest name of a lake's workgroup: that of its shared one is longer. */
export const MAX_WORKGROUP_NAME = WORKGROUP_LIMIT - SHARED_SUFFIX.length;
/** Most GiB that a query may be allowed: more is a mistake before it is a need. */
export const MAX_SCAN_GIB = 100_000;

const WORKGROUP_NAME = new RegExp(`^[a-zA-Z0-9._-]{1,${MAX_WORKGROUP_NAME}}$`);
const DATABASE_NAME = /^[a-z][a-z0-9_]{0,127}$/;
const COLUMN_NAME = /^[a-z][a-z0-9_]{0,126}$/;
const QUERY_NAME = /^[a-zA-Z0-9._-]{1,128}$/;
const TENANT = /^[a-z0-9][a-z0-9-]{0,62}$/;
const DAY = /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/;
const SECONDS_A_DAY = 86_400;
const PARTITION_KEYS: ReadonlySet<string> = new Set(PARQUET_LAYOUT.partitionKeys);

/** What the refusals of a lake look at. */
export interface LakeRefusalArgs extends LakePlanArgs {
  /** Tags, whose data class says what the lake may hold. */
  readonly tags: TagValues;
  /**
   * Roles of other residency partitions that may read shared tables.
   *
   * @default - none
   */
  readonly readerArns?: Readonly<Record<string, unknown>>;
}

type LakeRefusal = Refusal<LakeRefusalArgs>;

const names: readonly LakeRefusal[] = [
  {
    when: ({ databaseName }) => !DATABASE_NAME.test(databaseName),
    say: ({ databaseName }) => ({
      arg: "databaseName",
      got: databaseName,
      expected: "1 to 128 lower-case letters, digits or underscores, starting with a letter",
      change: "write underscores instead of dashes: Athena would want the name in quotes",
    }),
  },
  {
    when: ({ workgroupName }) => !WORKGROUP_NAME.test(workgroupName),
    say: ({ workgroupName }) => ({
      arg: "workgroupName",
      got: workgroupName,
      expected: `1 to ${MAX_WORKGROUP_NAME} letters, digits, dots, underscores or dashes`,
      change: `choose a name that leaves room for "${SHARED_SUFFIX}"`,
    }),
  },
  {
    when: ({ region }) => !isAwsRegion(region),
    say: ({ region }) => ({
      arg: "region",
      got: region,
      expected: "a region of the table in facts/regions",
      change: "correct the spelling",
    }),
  },
  {
    when: ({ tables }) => Object.keys(tables).length === 0 || misnamedTables(tables).length > 0,
    say: ({ tables }) => ({
      arg: "tables",
      got: misnamedTables(tables),
      expected: "one table or more, named by 1 to 63 lower-case letters, digits or underscores, starting with a letter",
      change: "name each table as its dataset",
    }),
  },
  {
    when: (args) => brokenQueries(args).length > 0,
    say: (args) => ({
      arg: "namedQueries",
      got: brokenQueries(args),
      expected: "queries with text, named by 1 to 128 letters, digits, dots, underscores or dashes",
      change: "rename the queries, or write them",
    }),
  },
];

const schemas: readonly LakeRefusal[] = [
  {
    when: ({ tables }) => brokenColumns(tables).length > 0,
    say: ({ tables }) => ({
      arg: "tables",
      got: brokenColumns(tables),
      expected: `columns of lower-case letters, digits or underscores, each once, other than ${[...PARTITION_KEYS].join(" and ")}`,
      change: "correct the columns: a table has one at least",
    }),
  },
  {
    when: ({ tables }) => tablesWhere(tables, ({ firstDay }) => !DAY.test(firstDay)).length > 0,
    say: ({ tables }) => ({
      arg: "tables",
      got: tablesWhere(tables, ({ firstDay }) => !DAY.test(firstDay)),
      expected: "a firstDay such as 2026-01-01",
      change: "give the day of the first snapshot",
    }),
  },
  {
    when: ({ tables }) => tablesWhere(tables, hasBrokenTenants).length > 0,
    say: ({ tables }) => ({
      arg: "tables",
      got: tablesWhere(tables, hasBrokenTenants),
      expected: "tenants of lower-case letters, digits or dashes, one or more, each once",
      change: "correct the tenants, or leave them out so that queries name them",
    }),
  },
  {
    when: (args) => aboveTheTag(args).length > 0,
    say: (args) => ({
      arg: "tags.data-class",
      got: args.tags["data-class"],
      expected: `${highestClass(allColumns(args.tables))} or above, for ${aboveTheTag(args).join(", ")}`,
      change: "raise the tag, or leave the columns out of the snapshots",
    }),
  },
];

const sharing: readonly LakeRefusal[] = [
  {
    when: ({ tables }) => personalShared(tables).length > 0,
    say: ({ tables }) => ({
      arg: "tables",
      got: personalShared(tables),
      expected: "no personal column in a shared table",
      change: "share a dataset of its own that is written without these columns",
    }),
  },
  {
    when: ({ tables, readerArns }) => readerArns !== undefined && tablesWhere(tables, isShared).length === 0,
    say: ({ readerArns }) => ({
      arg: "readerArns",
      got: Object.keys(readerArns ?? {}),
      expected: "none where no table is shared",
      change: "set shared on the tables that they may read, or leave the readers out",
    }),
  },
  {
    when: ({ readerArns }) => readerArns !== undefined && Object.keys(readerArns).length === 0,
    say: () => ({
      arg: "readerArns",
      got: {},
      expected: "one reader or more",
      change: "leave it out where nobody else reads",
    }),
  },
];

const limits: readonly LakeRefusal[] = [
  scanLimit("scanLimitGib"),
  scanLimit("sharedScanLimitGib"),
  {
    when: (args) => toSeconds(retentionOf(args)) === 0 || toSeconds(retentionOf(args)) % SECONDS_A_DAY !== 0,
    say: (args) => ({
      arg: "resultRetention",
      got: retentionOf(args),
      expected: "whole days, one or more",
      change: "round up to the next day",
    }),
  },
];

/** Reasons to refuse a lake. */
export const lakeRefusals: readonly LakeRefusal[] = [...bucketRefusals, ...names, ...schemas, ...sharing, ...limits];

function scanLimit(arg: "scanLimitGib" | "sharedScanLimitGib"): LakeRefusal {
  const isLimit = (gib: number): boolean => Number.isInteger(gib) && gib >= 1 && gib <= MAX_SCAN_GIB;
  return {
    when: ({ [arg]: gib }) => gib !== undefined && !isLimit(gib),
    say: ({ [arg]: gib }) => ({
      arg,
      got: gib,
      expected: `a whole number from 1 to ${MAX_SCAN_GIB}`,
      change: "choose the most that one query may read and cost",
    }),
  };
}

function retentionOf({ resultRetention }: LakePlanArgs): NonNullable<LakePlanArgs["resultRetention"]> {
  return resultRetention ?? LAKE_DEFAULTS.resultRetention;
}

type Tables = LakePlanArgs["tables"];

function tablesWhere(tables: Tables, isMeant: (table: LakeTable) => boolean): readonly string[] {
  return Object.entries(tables)
    .filter(([, table]) => isMeant(table))
    .map(([name]) => name);
}

function misnamedTables(tables: Tables): readonly string[] {
  return Object.keys(tables).filter((name) => !DATASET_NAME.test(name));
}

function brokenQueries({ namedQueries = {} }: LakePlanArgs): readonly string[] {
  return Object.entries(namedQueries)
    .filter(([name, { sql }]) => !QUERY_NAME.test(name) || sql.trim() === "")
    .map(([name]) => name);
}

/** Columns that are no columns, by table; a table without any is named alone. */
function brokenColumns(tables: Tables): readonly string[] {
  return Object.entries(tables).flatMap(([table, { columns }]) => {
    if (columns.length === 0) {
      return [table];
    }
    const broken = columns.filter(
      ({ name }, index) =>
        !COLUMN_NAME.test(name) ||
        PARTITION_KEYS.has(name) ||
        columns.findIndex((other) => other.name === name) < index,
    );
    return broken.map(({ name }) => `${table}.${name}`);
  });
}

function hasBrokenTenants({ tenants }: LakeTable): boolean {
  return (
    tenants !== undefined &&
    (tenants.length === 0 ||
      new Set(tenants).size !== tenants.length ||
      !tenants.every((tenant) => TENANT.test(tenant)))
  );
}

function isShared({ shared }: LakeTable): boolean {
  return shared === true;
}

function allColumns(tables: Tables): readonly LakeColumn[] {
  return Object.values(tables).flatMap(({ columns }) => columns);
}

function personalShared(tables: Tables): readonly string[] {
  return columnsWhere(tables, (column, table) => isShared(table) && isPersonal(column.dataClass));
}

/** Columns that are more protected than the lake's tag says; nothing where the tag is no class, which is said already. */
function aboveTheTag({ tables, tags }: LakeRefusalArgs): readonly string[] {
  const most = DATA_CLASSES.indexOf(tags["data-class"]);
  return most < 0 ? [] : columnsWhere(tables, ({ dataClass }) => DATA_CLASSES.indexOf(dataClass) > most);
}

function columnsWhere(tables: Tables, isMeant: (column: LakeColumn, table: LakeTable) => boolean): readonly string[] {
  return Object.entries(tables).flatMap(([name, table]) =>
    table.columns.filter((column) => isMeant(column, table)).map((column) => `${name}.${column.name}`),
  );
}

import { TAG_KEYS, type TagKey } from "../../facts/tag-schema";
import type { BucketDelivery, LifecycleSettings } from "../archive";
import type { Duration } from "../core/units";
import { COSTS_TABLE, showbackQueries, type OrdersTable, type ShowbackQuery } from "./showback";

/** What decides the shape of an export of costs. */
export interface CostExportPlanArgs {
  /** Beginning of the physical names, such as the environment. */
  readonly prefix: string;
  /** Account of the export: the payer, or a linked account that sees its own costs. */
  readonly accountId: string;
  /** First month that is queried: `2026-01`. */
  readonly firstMonth: string;
  /**
   * Orders that costs are spread over.
   *
   * @default - none: there is no cost per order
   */
  readonly orders?: OrdersTable;
  /**
   * How long what has been exported is kept.
   *
   * @default "1095 days"
   */
  readonly retention?: Duration;
  /**
   * How long results of queries are kept.
   *
   * @default "7 days"
   */
  readonly resultRetention?: Duration;
  /**
   * Most GiB that one query may read before it is cancelled.
   *
   * @default 100
   */
  readonly scanLimitGib?: number;
}

/** A column of the exported table. */
export interface CostColumn {
  readonly name: string;
  readonly type: "string" | "double" | "timestamp";
  readonly comment: string;
}

/** An export of costs as plain data. */
export interface CostExportPlan {
  readonly exportName: string;
  readonly description: string;
  readonly query: string;
  readonly tableConfigurations: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly bucketName: string;
  readonly resultsBucketName: string;
  readonly delivery: BucketDelivery;
  readonly lifecycle: LifecycleSettings;
  readonly resultLifecycle: LifecycleSettings;
  readonly databaseName: string;
  readonly workgroupName: string;
  readonly scanLimitBytes: number;
  readonly columns: readonly CostColumn[];
  readonly tableParameters: Readonly<Record<string, string>>;
  readonly queries: Readonly<Record<string, ShowbackQuery>>;
}

/** What an export gets where its arguments leave the choice open. */
export const COST_EXPORT_DEFAULTS = {
  retention: "1095 days",
  resultRetention: "7 days",
  scanLimitGib: 100,
} as const satisfies Partial<CostExportPlanArgs>;

/** The only region of AWS Data Exports in the AWS partition `aws`, in which everything else of an export is as well. */
export const COST_EXPORT_REGION = "us-east-1";
/** Prefix of exported files in their bucket. */
export const EXPORT_PREFIX = "exports";
/** Name of AWS's table of costs, CUR 2.0. */
const SOURCE_TABLE = "COST_AND_USAGE_REPORT";
/** Partition of the exported files. */
export const PERIOD_COLUMN = "billing_period";
const BYTES_A_GIB = 1_073_741_824;

/**
 * Columns of CUR 2.0 that showback needs.
 * Source: https://docs.aws.amazon.com/cur/latest/userguide/table-dictionary-cur2.html (read 2026-11-27).
 */
const COST_COLUMNS: readonly CostColumn[] = [
  { name: "bill_billing_period_start_date", type: "timestamp", comment: "First moment of the billing period" },
  { name: "line_item_usage_account_id", type: "string", comment: "Account that used it" },
  { name: "line_item_usage_start_date", type: "timestamp", comment: "Day of the usage" },
  { name: "line_item_product_code", type: "string", comment: "AWS service" },
  { name: "line_item_usage_type", type: "string", comment: "What was used" },
  { name: "line_item_line_item_type", type: "string", comment: "Usage, tax, credit, refund, fee" },
  { name: "line_item_currency_code", type: "string", comment: "Currency of the costs" },
  { name: "line_item_unblended_cost", type: "double", comment: "Cost as it is billed" },
];

/** The column that a tag is exported into. */
export function tagColumn(key: TagKey): string {
  return key.replaceAll("-", "_");
}

/** Turns checked arguments into a plan. */
export function planCostExport(args: CostExportPlanArgs & { readonly environment: string }): CostExportPlan {
  const { prefix, accountId, environment, orders } = args;
  const chosen = { ...COST_EXPORT_DEFAULTS, ...args };
  const exportName = `${prefix}-costs`;
  return {
    exportName,
    description: `Costs of the account ${accountId} by tag, for ${prefix}`,
    query: exportQuery(),
    tableConfigurations: { [SOURCE_TABLE]: sourceConfiguration(accountId) },
    bucketName: exportName,
    resultsBucketName: `${prefix}-cost-query-results`,
    delivery: deliveryTo(accountId),
    lifecycle: keptFor(chosen.retention),
    resultLifecycle: keptFor(chosen.resultRetention),
    databaseName: `${prefix.replaceAll("-", "_")}_costs`,
    workgroupName: exportName,
    scanLimitBytes: chosen.scanLimitGib * BYTES_A_GIB,
    columns: [
      ...COST_COLUMNS,
      ...TAG_KEYS.map((key) => ({ name: tagColumn(key), type: "string", comment: `Tag ${key}` }) as const),
    ],
    tableParameters: tableParameters(args.firstMonth),
    queries: showbackQueries({ environment, ...(orders === undefined ? {} : { orders }) }),
  };
}

/**
 * What AWS Data Exports writes. In its map of tags a key carries `user_`, and underscores for what else it has.
 * Source: https://docs.aws.amazon.com/cur/latest/userguide/dataexports-data-query.html (read 2026-11-27).
 */
function exportQuery(): string {
  const tags = TAG_KEYS.map((key) => `resource_tags.user_${tagColumn(key)} AS ${tagColumn(key)}`);
  return `SELECT ${[...COST_COLUMNS.map(({ name }) => name), ...tags].join(", ")} FROM ${SOURCE_TABLE}`;
}

function sourceConfiguration(accountId: string): Readonly<Record<string, string>> {
  return {
    BILLING_VIEW_ARN: `arn:aws:billing::${accountId}:billingview/primary`,
    TIME_GRANULARITY: "DAILY",
    INCLUDE_RESOURCES: "FALSE",
    INCLUDE_MANUAL_DISCOUNT_COMPATIBILITY: "FALSE",
    INCLUDE_SPLIT_COST_ALLOCATION_DATA: "FALSE",
  };
}

/**
 * Who delivers into the bucket.
 * Source: https://docs.aws.amazon.com/cur/latest/userguide/dataexports-s3-bucket.html (read 2026-11-27).
 */
function deliveryTo(accountId: string): BucketDelivery {
  return {
    services: ["billingreports.amazonaws.com", "bcm-data-exports.amazonaws.com"],
    actions: ["s3:PutObject", "s3:GetBucketPolicy"],
    sourceArns: [
      `arn:aws:cur:${COST_EXPORT_REGION}:${accountId}:definition/*`,
      `arn:aws:bcm-data-exports:${COST_EXPORT_REGION}:${accountId}:export/*`,
    ],
  };
}

/** Queried as long as it is kept, so that nothing moves to a storage class that takes its time. */
function keptFor(expiry: Duration): LifecycleSettings {
  return { infrequentAccess: "never", instantRetrieval: "never", deepArchive: "never", expiry };
}

/** Months are found by their names, without a crawler. */
function tableParameters(firstMonth: string): Readonly<Record<string, string>> {
  return {
    EXTERNAL: "TRUE",
    classification: "parquet",
    "projection.enabled": "true",
    [`projection.${PERIOD_COLUMN}.type`]: "date",
    [`projection.${PERIOD_COLUMN}.format`]: "yyyy-MM",
    [`projection.${PERIOD_COLUMN}.interval`]: "1",
    [`projection.${PERIOD_COLUMN}.interval.unit`]: "MONTHS",
    [`projection.${PERIOD_COLUMN}.range`]: `${firstMonth},NOW`,
  };
}

/** Path of the exported files in their bucket, without a slash at its end. */
export function dataPath({ exportName }: Pick<CostExportPlan, "exportName">): string {
  return `${EXPORT_PREFIX}/${exportName}/data`;
}

/** Name of the exported table. */
export const EXPORTED_TABLE = COSTS_TABLE;

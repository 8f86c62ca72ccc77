import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { PrivateBucket } from "../archive";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { ATHENA_ENGINE, PARQUET_FORMATS } from "../lake";
import {
  COST_EXPORT_REGION,
  dataPath,
  EXPORT_PREFIX,
  EXPORTED_TABLE,
  PERIOD_COLUMN,
  planCostExport,
  type CostExportPlan,
  type CostExportPlanArgs,
} from "./cost-export.plan";
import { costExportRefusals } from "./cost-export.refusals";

/** Arguments of {@link CostExport}. */
export interface CostExportArgs extends ComponentArgs, CostExportPlanArgs {
  /** ARN of the customer key, in us-east-1, that encrypts the results of queries. */
  readonly keyArn: pulumi.Input<string>;
  /**
   * Whether Pulumi keeps what has been exported from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/** What queries are run in. */
interface QueryPlace {
  readonly database: aws.glue.CatalogDatabase;
  readonly workgroup: aws.athena.Workgroup;
}

/**
 * The costs of an account by tag, as files that are queried, and the queries that show them back: by channel,
 * marketplace, feature, cost centre, and per order.
 *
 * Creates:
 * - an export of AWS's cost and usage data (CUR 2.0) by day: Parquet, rewritten as AWS corrects it, a column for each tag
 * - its private bucket, into which Data Exports alone delivers, for this account; kept for three years
 * - a database and a table in the Glue catalogue, whose months are found without a crawler
 * - an Athena workgroup with a limit of what a query reads, its results encrypted by the customer key and gone after a week
 * - the queries, by name: what carries no tag among them
 *
 * Costs at defaults: 0 USD while empty. us-east-1, prices of 2025-07-07 (service-prices-us-east-1.json, s3_bucket_v3):
 * 0.023 USD per GB-month of files and results. What queries read and what the catalogue holds are unpriced: there is no
 * price row for Athena and Glue. The customer key comes on top.
 *
 * Does not: activate the tags (`CostAllocation` does); bring back costs from before it; spread upfront fees and savings over
 * the months they serve; split the cost of a cluster over its pods; give people the right to query.
 *
 * The caller's provider has to be one of us-east-1, the only region of AWS Data Exports.
 *
 * @example
 * new CostExport("costs", {
 *   prefix: "prod",
 *   accountId: "111122223333",
 *   firstMonth: "2026-01",
 *   orders: { database: "prod_eu", table: "orders", orderId: "order_id", placedAt: "placed_at" },
 *   keyArn: key.keyArn,
 *   tags,
 * });
 */
export class CostExport extends Component {
  /** ARN of the export. */
  readonly exportArn: pulumi.Output<string>;
  /** Name of the bucket with the exported files. */
  readonly bucketName: pulumi.Output<string>;
  /** Name of the database in the catalogue. */
  readonly databaseName: pulumi.Output<string>;
  /** Name of the workgroup. */
  readonly workgroupName: pulumi.Output<string>;
  /** Names of the queries. */
  readonly queryNames: readonly string[];

  constructor(name: string, args: CostExportArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:cost-export:CostExport", name, checkArgs(`cost export "${name}"`, args, costExportRefusals), opts);
    const plan = planCostExport({ ...args, environment: args.tags.environment });
    const files = this.createFiles(plan, args);
    const made = this.createExport(plan, files);
    const results = this.createResults(plan, args);
    const database = this.createDatabase(plan);
    this.createTable(plan, { database, files });
    const workgroup = this.createWorkgroup(plan, args, results);
    this.createQueries(plan, { database, workgroup });

    this.exportArn = made.arn;
    this.bucketName = files.bucketName;
    this.databaseName = database.name;
    this.workgroupName = workgroup.name;
    this.queryNames = Object.keys(plan.queries);
    this.registerOutputs({
      exportArn: this.exportArn,
      bucketName: this.bucketName,
      databaseName: this.databaseName,
      workgroupName: this.workgroupName,
      queryNames: this.queryNames,
    });
  }

  /** Under S3's own key: AWS does not say that Data Exports delivers under a customer key. */
  private createFiles(plan: CostExportPlan, args: CostExportArgs): PrivateBucket {
    return new PrivateBucket(
      this.childName("files"),
      {
        bucketName: plan.bucketName,
        accountId: args.accountId,
        region: COST_EXPORT_REGION,
        delivery: plan.delivery,
        lifecycle: plan.lifecycle,
        ...(args.protect === undefined ? {} : { protect: args.protect }),
        tags: args.tags,
      },
      this.childOptions(),
    );
  }

  private createExport(plan: CostExportPlan, files: PrivateBucket): aws.bcmdata.Export {
    const tableConfigurations = Object.fromEntries(
      Object.entries(plan.tableConfigurations).map(([table, configuration]) => [table, { ...configuration }]),
    );
    return new aws.bcmdata.Export(
      this.childName("export"),
      {
        export: {
          name: plan.exportName,
          description: plan.description,
          dataQueries: [{ queryStatement: plan.query, tableConfigurations }],
          destinationConfigurations: [
            {
              s3Destinations: [
                {
                  s3Bucket: files.bucketName,
                  s3Prefix: EXPORT_PREFIX,
                  s3Region: COST_EXPORT_REGION,
                  s3OutputConfigurations: [
                    { format: "PARQUET", compression: "PARQUET", outputType: "CUSTOM", overwrite: "OVERWRITE_REPORT" },
                  ],
                },
              ],
            },
          ],
          refreshCadences: [{ frequency: "SYNCHRONOUS" }],
        },
        tags: this.childTags("export"),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  /** Results can be made again: the bucket keeps no versions and may be deleted, once it is empty. */
  private createResults(plan: CostExportPlan, args: CostExportArgs): PrivateBucket {
    return new PrivateBucket(
      this.childName("results"),
      {
        bucketName: plan.resultsBucketName,
        accountId: args.accountId,
        region: COST_EXPORT_REGION,
        keyArn: args.keyArn,
        versioning: false,
        lifecycle: plan.resultLifecycle,
        protect: false,
        tags: args.tags,
      },
      this.childOptions(),
    );
  }

  private createDatabase(plan: CostExportPlan): aws.glue.CatalogDatabase {
    return new aws.glue.CatalogDatabase(
      this.childName("database"),
      {
        region: COST_EXPORT_REGION,
        name: plan.databaseName,
        description: plan.description,
        tags: this.childTags("database"),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private createTable(
    plan: CostExportPlan,
    { database, files }: { readonly database: aws.glue.CatalogDatabase; readonly files: PrivateBucket },
  ): void {
    const location = pulumi.interpolate`s3://${files.bucketName}/${dataPath(plan)}`;
    const template = pulumi.interpolate`${location}/BILLING_PERIOD=\${${PERIOD_COLUMN}}`;
    new aws.glue.CatalogTable(
      this.childName("table"),
      {
        region: COST_EXPORT_REGION,
        databaseName: database.name,
        name: EXPORTED_TABLE,
        description: plan.description,
        tableType: "EXTERNAL_TABLE",
        parameters: { ...plan.tableParameters, "storage.location.template": template },
        partitionKeys: [{ name: PERIOD_COLUMN, type: "string", comment: "Month of the bill: 2026-01" }],
        storageDescriptor: {
          location,
          inputFormat: PARQUET_FORMATS.input,
          outputFormat: PARQUET_FORMATS.output,
          serDeInfo: {
            serializationLibrary: PARQUET_FORMATS.serialization,
            parameters: { "serialization.format": "1" },
          },
          columns: plan.columns.map((column) => ({ ...column })),
        },
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private createWorkgroup(plan: CostExportPlan, args: CostExportArgs, results: PrivateBucket): aws.athena.Workgroup {
    return new aws.athena.Workgroup(
      this.childName("workgroup"),
      {
        region: COST_EXPORT_REGION,
        name: plan.workgroupName,
        description: `Queries of ${plan.databaseName}`,
        configuration: {
          enforceWorkgroupConfiguration: true,
          publishCloudwatchMetricsEnabled: true,
          bytesScannedCutoffPerQuery: plan.scanLimitBytes,
          engineVersion: { selectedEngineVersion: ATHENA_ENGINE },
          resultConfiguration: {
            outputLocation: pulumi.interpolate`s3://${results.bucketName}/queries/`,
            expectedBucketOwner: args.accountId,
            encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: args.keyArn },
          },
        },
        tags: this.childTags("workgroup"),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private createQueries(plan: CostExportPlan, { database, workgroup }: QueryPlace): void {
    for (const [name, { description, sql }] of Object.entries(plan.queries)) {
      new aws.athena.NamedQuery(
        this.childName(`query-${name}`),
        {
          region: COST_EXPORT_REGION,
          name,
          description,
          query: sql,
          database: database.name,
          workgroup: workgroup.name,
        },
        this.childOptions({ deleteBeforeReplace: true }),
      );
    }
  }
}

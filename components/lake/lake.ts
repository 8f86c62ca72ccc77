import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { awsPartitionOf } from "../../facts/regions";
import { PrivateBucket } from "../archive";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { ATHENA_ENGINE, PARQUET_FORMATS, planLake } from "./lake.plan";
import type { LakePlan, LakePlanArgs, PlannedTable, PlannedWorkgroup } from "./lake.plan";
import { lakeRefusals } from "./lake.refusals";
import { sharedReaderPolicy } from "./shared-reader-policy";

/** Arguments of {@link Lake}. */
export interface LakeArgs extends ComponentArgs, LakePlanArgs {
  /** Name of the bucket, in the lake's region, that holds the snapshots. */
  readonly archiveBucketName: pulumi.Input<string>;
  /** ARN of that bucket. */
  readonly archiveBucketArn: pulumi.Input<string>;
  /** ARN of the customer key, in the lake's region, that encrypts the snapshots and the results. */
  readonly keyArn: pulumi.Input<string>;
  /**
   * Name of the bucket, in the lake's region, that gets the access logs of the results.
   *
   * @default - access is not logged
   */
  readonly accessLogBucketName?: pulumi.Input<string>;
  /**
   * ARNs of roles of other residency partitions that may read the shared tables, by a name for each.
   *
   * @default - none: the lake is read inside its residency partition only
   */
  readonly readerArns?: Readonly<Record<string, pulumi.Input<string>>>;
}

/**
 * Tables over the Parquet snapshots of an archive, and the one way to query them, in one region of a residency
 * partition.
 *
 * Creates:
 * - the database in the Glue catalogue, and a table per dataset, whose snapshots are found without a crawler
 * - a bucket for the results of queries, encrypted by the customer key, emptied after a week, see `PrivateBucket`
 * - the Athena workgroup: result location, encryption and the limit of what a query reads are enforced
 * - queries with a name, where there are any
 * - with readers of other residency partitions: a role that they assume, with rights on the shared tables and no
 *   other, and a workgroup of their own with a lower limit
 *
 * Costs at defaults: 0 USD at rest. us-east-1, prices of 2025-07-07 (service-prices-us-east-1.json, s3_bucket_v3): 0.023
 * USD per GB-month of results. What queries read and what the catalogue holds are unpriced: there is no price row for
 * Athena and Glue. The customer key comes on top.
 *
 * Does not: write snapshots; encrypt the catalogue, which is a setting of the account in a region; give the users of
 * the partition rights; use Lake Formation; read what has moved to Deep Archive.
 *
 * @example
 * new Lake("lake", {
 *   databaseName: "prod_eu",
 *   workgroupName: "prod-eu",
 *   bucketName: "prod-eu-results",
 *   accountId: "111122223333",
 *   region: "eu-central-1",
 *   archiveBucketName: "prod-eu-archive-111122223333-eu-central-1",
 *   archiveBucketArn: "arn:aws:s3:::prod-eu-archive-111122223333-eu-central-1",
 *   keyArn: key.arn,
 *   tables: { stock_levels: stockLevels },
 *   tags,
 * });
 */
export class Lake extends Component {
  /** Name of the database in the catalogue. */
  readonly databaseName: pulumi.Output<string>;
  /** Name of the workgroup. */
  readonly workgroupName: pulumi.Output<string>;
  /** Names of the tables. */
  readonly tableNames: readonly string[];
  /** Name of the bucket with the results. */
  readonly resultsBucketName: pulumi.Output<string>;
  /** ARN of the role that readers of other residency partitions assume; absent where there are none. */
  readonly sharedReaderRoleArn?: pulumi.Output<string>;
  /** Name of the workgroup in which they query; absent where there are none. */
  readonly sharedWorkgroupName?: pulumi.Output<string>;

  constructor(name: string, args: LakeArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:lake:Lake", name, checkArgs(`lake "${name}"`, args, lakeRefusals), opts);
    const plan = planLake(args);
    const results = this.createResultsBucket(plan, args);
    const database = this.createDatabase(plan, args);
    this.createTables(plan, args, database);
    const workgroup = this.createWorkgroup("workgroup", plan.workgroup, { plan, args, results });
    this.createQueries(plan, database, workgroup);
    const shared = this.share({ plan, args, results });

    this.databaseName = database.name;
    this.workgroupName = workgroup.name;
    this.tableNames = Object.keys(plan.tables);
    this.resultsBucketName = results.bucketName;
    if (shared !== undefined) {
      this.sharedReaderRoleArn = shared.role.arn;
      this.sharedWorkgroupName = shared.workgroup.name;
    }
    this.registerOutputs({
      databaseName: this.databaseName,
      workgroupName: this.workgroupName,
      tableNames: this.tableNames,
      resultsBucketName: this.resultsBucketName,
      sharedReaderRoleArn: this.sharedReaderRoleArn,
      sharedWorkgroupName: this.sharedWorkgroupName,
    });
  }

  /** Results can be made again: the bucket keeps no versions and may be deleted, once it is empty. */
  private createResultsBucket(plan: LakePlan, args: LakeArgs): PrivateBucket {
    const logs = args.accessLogBucketName === undefined ? {} : { accessLogBucketName: args.accessLogBucketName };
    return new PrivateBucket(
      this.childName("results"),
      {
        bucketName: plan.bucketName,
        accountId: plan.accountId,
        region: plan.region,
        keyArn: args.keyArn,
        versioning: false,
        lifecycle: plan.resultLifecycle,
        protect: false,
        ...logs,
        tags: args.tags,
      },
      this.childOptions(),
    );
  }

  private createDatabase(plan: LakePlan, args: LakeArgs): aws.glue.CatalogDatabase {
    return new aws.glue.CatalogDatabase(
      this.childName("database"),
      {
        region: plan.region,
        name: plan.databaseName,
        description: `Snapshots of ${args.tags.environment}, residency ${args.tags.residency}`,
        tags: this.childTags("database"),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private createTables(plan: LakePlan, args: LakeArgs, database: aws.glue.CatalogDatabase): void {
    for (const [name, table] of Object.entries(plan.tables)) {
      new aws.glue.CatalogTable(
        this.childName(`table-${name}`),
        {
          region: plan.region,
          databaseName: database.name,
          name,
          ...tableInputs(table, args.archiveBucketName),
        },
        this.childOptions({ deleteBeforeReplace: true }),
      );
    }
  }

  private createWorkgroup(
    role: string,
    planned: PlannedWorkgroup,
    { plan, args, results }: Built,
  ): aws.athena.Workgroup {
    return new aws.athena.Workgroup(
      this.childName(role),
      {
        region: plan.region,
        name: planned.name,
        description: planned.description,
        configuration: {
          enforceWorkgroupConfiguration: true,
          publishCloudwatchMetricsEnabled: true,
          bytesScannedCutoffPerQuery: planned.scanLimitBytes,
          engineVersion: { selectedEngineVersion: ATHENA_ENGINE },
          resultConfiguration: {
            outputLocation: pulumi.interpolate`s3://${results.bucketName}/${planned.resultPrefix}`,
            expectedBucketOwner: plan.accountId,
            encryptionConfiguration: { encryptionOption: "SSE_KMS", kmsKeyArn: args.keyArn },
          },
        },
        tags: this.childTags(role),
      },
      this.childOptions({ deleteBeforeReplace: true }),
    );
  }

  private createQueries(plan: LakePlan, database: aws.glue.CatalogDatabase, workgroup: aws.athena.Workgroup): void {
    for (const [name, { description, sql }] of Object.entries(plan.namedQueries)) {
      new aws.athena.NamedQuery(
        this.childName(`query-${name}`),
        { region: plan.region, name, description, query: sql, database: database.name, workgroup: workgroup.name },
        this.childOptions({ deleteBeforeReplace: true }),
      );
    }
  }

  private share(built: Built): Shared | undefined {
    const { readerArns } = built.args;
    if (readerArns === undefined) {
      return undefined;
    }
    const workgroup = this.createWorkgroup("shared-workgroup", built.plan.sharedWorkgroup, built);
    const role = this.createReaderRole(readerArns);
    this.grantReading(role, built);
    return { role, workgroup };
  }

  private createReaderRole(readerArns: NonNullable<LakeArgs["readerArns"]>): aws.iam.Role {
    const trust = { Effect: "Allow", Principal: { AWS: Object.values(readerArns) }, Action: "sts:AssumeRole" };
    return new aws.iam.Role(
      this.childName("shared-reader"),
      {
        description: "Reads shared tables from other residency partitions",
        assumeRolePolicy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: [trust] }),
        tags: this.childTags("shared-reader"),
      },
      this.childOptions(),
    );
  }

  private grantReading(role: aws.iam.Role, { plan, args, results }: Built): void {
    const arns = pulumi.all([args.archiveBucketArn, results.arn, args.keyArn]);
    new aws.iam.RolePolicy(
      this.childName("shared-reader-rights"),
      {
        role: role.id,
        policy: arns.apply(([archiveArn, resultsArn, keyArn]) =>
          JSON.stringify(sharedReaderPolicy({ ...sharedFacts(plan), archiveArn, resultsArn, keyArn })),
        ),
      },
      this.childOptions(),
    );
  }
}

interface Built {
  readonly plan: LakePlan;
  readonly args: LakeArgs;
  readonly results: PrivateBucket;
}

interface Shared {
  readonly role: aws.iam.Role;
  readonly workgroup: aws.athena.Workgroup;
}

type SharedFacts = Omit<Parameters<typeof sharedReaderPolicy>[0], "archiveArn" | "resultsArn" | "keyArn">;

function sharedFacts(plan: LakePlan): SharedFacts {
  const { region, accountId, databaseName, sharedWorkgroup } = plan;
  return {
    awsPartition: awsPartitionOf(region) ?? "aws",
    region,
    accountId,
    databaseName,
    tables: Object.fromEntries(plan.sharedTables.map((name) => [name, plan.tables[name]?.prefix ?? ""])),
    workgroupName: sharedWorkgroup.name,
    resultPrefix: sharedWorkgroup.resultPrefix,
  };
}

function tableInputs(
  table: PlannedTable,
  bucketName: pulumi.Input<string>,
): Omit<aws.glue.CatalogTableArgs, "databaseName"> {
  const template = pulumi.interpolate`s3://${bucketName}/${table.template}`;
  return {
    description: table.description,
    tableType: "EXTERNAL_TABLE",
    parameters: { ...table.parameters, "storage.location.template": template },
    partitionKeys: table.partitionKeys.map((name) => ({ name, type: "string" })),
    storageDescriptor: {
      location: pulumi.interpolate`s3://${bucketName}/${table.prefix}`,
      inputFormat: PARQUET_FORMATS.input,
      outputFormat: PARQUET_FORMATS.output,
      serDeInfo: { serializationLibrary: PARQUET_FORMATS.serialization, parameters: { "serialization.format": "1" } },
      columns: table.columns.map(({ name, type, dataClass, description }) => ({
        name,
        type,
        comment: description,
        parameters: { "data-class": dataClass },
      })),
    },
  };
}

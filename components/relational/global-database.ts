import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component } from "../core";
import { DATABASE_SECRET_DEFAULTS } from "./database-secret.plan";
import { DatabaseSecret, type DatabaseSecretArgs } from "./database-secret";
import { globalDatabaseRefusals, type GlobalDatabasePlanArgs } from "./global-database.plan";
import { RELATIONAL_DEFAULTS } from "./relational.choices";

/** Arguments of {@link GlobalDatabase}. */
export interface GlobalDatabaseArgs extends Omit<DatabaseSecretArgs, "connection">, GlobalDatabasePlanArgs {
  /** ARN of the customer key per region of the residency partition; the secret lies in no region without one. */
  readonly keyArns: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * Whether the global database and the secret are kept from deletion: by Pulumi, and by RDS.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/**
 * The part of an Aurora PostgreSQL global database that belongs to no region, and so survives a change of roles.
 *
 * Creates:
 * - the global database: encrypted, kept from deletion; its engine version is that of every member
 * - the secret of its first user (see DatabaseSecret), with a copy in each region of the partition
 *
 * Costs at defaults: 0.40 USD a month for the secret in each region of the partition. us-east-1, prices of 2024-07-01
 * (service-prices-us-east-1.json, secretsmanager_secret). What is replicated between members is unpriced: there is no
 * price row for it. The members and the customer keys come on top.
 *
 * Does not: create members, which their regions do with RelationalCluster; switch roles, which a runbook does; promise
 * upgrades while the home region is down, whose API it calls.
 *
 * @example
 * new GlobalDatabase("inventory", {
 *   globalClusterIdentifier: "prod-eu-inventory",
 *   databaseName: "inventory",
 *   engineVersion: "17.9",
 *   secretName: "prod-eu/inventory/dbowner",
 *   homeRegion: "eu-central-1",
 *   keyArns: { "eu-central-1": frankfurtKey.arn, "eu-west-1": dublinKey.arn },
 *   tags,
 * });
 */
export class GlobalDatabase extends Component {
  /** Identifier that members name. */
  readonly globalClusterIdentifier: pulumi.Output<string>;
  /** Host of the writer, whichever member is the primary; it leads past the proxies. */
  readonly writerEndpoint: pulumi.Output<string>;
  /** Name of the database. */
  readonly databaseName: string;
  /** Version of the engine. */
  readonly engineVersion: string;
  /** Name of the first user. */
  readonly masterUsername: string;
  /** Password that the initial primary is created with; a secret value, and out of date after the first rotation. */
  readonly masterPassword: pulumi.Output<string>;
  /** ARN of the secret per region. */
  readonly secretArns: Readonly<Record<string, pulumi.Output<string>>>;

  constructor(name: string, args: GlobalDatabaseArgs, opts?: pulumi.ComponentResourceOptions) {
    const checked = checkArgs(`global-database "${name}"`, args, globalDatabaseRefusals);
    super("inventory:relational:GlobalDatabase", name, checked, opts);
    const cluster = this.createGlobalCluster(args);
    const secret = this.createSecret(args, cluster);

    this.globalClusterIdentifier = cluster.globalClusterIdentifier;
    this.writerEndpoint = cluster.endpoint;
    this.databaseName = args.databaseName;
    this.engineVersion = args.engineVersion;
    this.masterUsername = secret.username;
    this.masterPassword = secret.password;
    this.secretArns = secret.secretArns;
    this.registerOutputs({
      globalClusterIdentifier: this.globalClusterIdentifier,
      writerEndpoint: this.writerEndpoint,
      databaseName: this.databaseName,
      engineVersion: this.engineVersion,
      masterUsername: this.masterUsername,
      masterPassword: this.masterPassword,
      secretArns: this.secretArns,
    });
  }

  private createGlobalCluster(args: GlobalDatabaseArgs): aws.rds.GlobalCluster {
    const protect = args.protect ?? DATABASE_SECRET_DEFAULTS.protect;
    return new aws.rds.GlobalCluster(
      this.childName("cluster"),
      {
        globalClusterIdentifier: args.globalClusterIdentifier,
        region: args.homeRegion,
        engine: "aurora-postgresql",
        engineVersion: args.engineVersion,
        databaseName: args.databaseName,
        storageEncrypted: true,
        deletionProtection: protect,
        tags: this.childTags("cluster"),
      },
      this.childOptions({ protect, retainOnDelete: protect, deleteBeforeReplace: true }),
    );
  }

  private createSecret(args: GlobalDatabaseArgs, cluster: aws.rds.GlobalCluster): DatabaseSecret {
    return new DatabaseSecret(
      this.childName("owner"),
      {
        secretName: args.secretName,
        homeRegion: args.homeRegion,
        ...(args.replicaRegions === undefined ? {} : { replicaRegions: args.replicaRegions }),
        keyArns: args.keyArns,
        ...(args.username === undefined ? {} : { username: args.username }),
        connection: {
          host: cluster.endpoint,
          port: args.port ?? RELATIONAL_DEFAULTS.port,
          dbname: args.databaseName,
        },
        ...(args.rotationFunctionArn === undefined ? {} : { rotationFunctionArn: args.rotationFunctionArn }),
        ...(args.rotateEvery === undefined ? {} : { rotateEvery: args.rotateEvery }),
        ...(args.protect === undefined ? {} : { protect: args.protect }),
        tags: args.tags,
      },
      { parent: this },
    );
  }
}

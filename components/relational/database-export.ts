import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import type { TagValues } from "../../facts/tag-schema";
import { Component } from "../core";
import { exportPolicy } from "./access";
import { serviceTrust } from "../core/trust";

/** Where a database may write exports to. */
export interface ExportDestination {
  /** ARN of the archive's bucket, in the cluster's region. */
  readonly bucketArn: pulumi.Input<string>;
  /** ARN of the customer key that encrypts the bucket. */
  readonly keyArn: pulumi.Input<string>;
  /** Prefix below which the database writes, without slashes at its ends. */
  readonly prefix: string;
  /** Id of the prefix list of S3 in the cluster's region: the only way out of the cluster. */
  readonly s3PrefixListId: pulumi.Input<string>;
}

/** What a {@link DatabaseExport} needs; its cluster has checked it. */
export interface DatabaseExportArgs extends ExportDestination {
  /** Tags of everything that is created. */
  readonly tags: TagValues;
  /** The cluster that exports. */
  readonly cluster: aws.rds.Cluster;
  /** Id of the cluster's security group. */
  readonly securityGroupId: pulumi.Input<string>;
  /**
   * Region of the cluster.
   *
   * @default - the provider's region
   */
  readonly region?: string | undefined;
}

const HTTPS = 443;

/**
 * The way of a {@link RelationalCluster} into the archive, for `aws_s3.query_export_to_s3`.
 *
 * Creates:
 * - the role that writes below one prefix of the bucket, which that cluster alone can assume
 * - its association with the cluster, for exports
 * - the rule that lets the cluster reach S3, and nothing else
 *
 * Costs at defaults: 0 USD. What is written is billed by the archive.
 *
 * Does not: export by itself; let the bucket's policy and key admit the role.
 *
 * @example
 * new DatabaseExport("inventory-export", {
 *   cluster,
 *   securityGroupId: group.id,
 *   bucketArn: archive.arn,
 *   keyArn: archiveKey.arn,
 *   prefix: "relational",
 *   s3PrefixListId: "pl-6ea54007",
 *   tags,
 * });
 */
export class DatabaseExport extends Component {
  /** ARN of the role, which the archive's key and bucket policy have to admit. */
  readonly roleArn: pulumi.Output<string>;

  constructor(name: string, args: DatabaseExportArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:relational:DatabaseExport", name, { tags: args.tags }, opts);
    const { role, policy } = this.createRole(args);
    this.associate(args, role, policy);
    this.letOut(args);

    this.roleArn = role.arn;
    this.registerOutputs({ roleArn: this.roleArn });
  }

  private createRole(args: DatabaseExportArgs): { role: aws.iam.Role; policy: aws.iam.RolePolicy } {
    const trust = args.cluster.arn.apply((arn) =>
      serviceTrust("rds.amazonaws.com", { ArnEquals: { "aws:SourceArn": arn } }),
    );
    const role = new aws.iam.Role(
      this.childName("role"),
      { assumeRolePolicy: trust, tags: this.childTags("role") },
      this.childOptions(),
    );
    const document = pulumi
      .all([args.bucketArn, args.keyArn])
      .apply(([bucketArn, keyArn]) => exportPolicy(bucketArn, args.prefix, keyArn));
    const policy = new aws.iam.RolePolicy(
      this.childName("write"),
      { role: role.name, policy: document },
      this.childOptions(),
    );
    return { role, policy };
  }

  private associate({ cluster, region }: DatabaseExportArgs, role: aws.iam.Role, policy: pulumi.Resource): void {
    new aws.rds.ClusterRoleAssociation(
      this.childName("feature"),
      { region, dbClusterIdentifier: cluster.id, featureName: "s3Export", roleArn: role.arn },
      this.childOptions({ dependsOn: [policy] }),
    );
  }

  private letOut({ region, securityGroupId, s3PrefixListId }: DatabaseExportArgs): void {
    new aws.vpc.SecurityGroupEgressRule(
      this.childName("to-s3"),
      {
        region,
        securityGroupId,
        prefixListId: s3PrefixListId,
        ipProtocol: "tcp",
        fromPort: HTTPS,
        toPort: HTTPS,
        tags: this.childTags("to-s3"),
      },
      this.childOptions(),
    );
  }
}

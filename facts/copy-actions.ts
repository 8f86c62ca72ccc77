/** What keeps a call that copies data inside a set of regions. */
export type CopyBound =
  | { readonly kind: "regions"; readonly conditionKey: string; readonly operator: string }
  | { readonly kind: "vaults"; readonly conditionKey: string }
  | { readonly kind: "principals" };

/** Calls that make a copy of data or of a key somewhere else. */
export interface CopyActions {
  /** Name of the statement that denies them. */
  readonly sid: string;
  /** The calls. */
  readonly actions: readonly string[];
  /** What tells a copy inside the partition from one outside. */
  readonly bound: CopyBound;
}

/** Where the table below comes from, and when it was last compared with it. */
export const COPY_ACTIONS_SOURCE = {
  url: "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
  comparedOn: "2026-11-24",
} as const;

/**
 * Calls by which data can leave its region although the caller stays in it. Copies that are called where they arrive
 * (`ec2:CopySnapshot`, `rds:CopyDBClusterSnapshot`, `dynamodb:CreateTableReplica`, a secondary database cluster) are
 * stopped by the region denial alone and stand here only where they can also be called from elsewhere.
 *
 * `regions` and `vaults` have a condition key that names the destination. For the rest AWS offers none: `principals`
 * leaves them to the roles that deploy, whose plans the residency proof has judged.
 */
export const COPY_ACTIONS = [
  {
    sid: "DenyKeyReplicasElsewhere",
    actions: ["kms:ReplicateKey"],
    bound: { kind: "regions", conditionKey: "kms:ReplicaRegion", operator: "StringNotEquals" },
  },
  {
    sid: "DenySecretReplicasElsewhere",
    actions: ["secretsmanager:CreateSecret", "secretsmanager:ReplicateSecretToRegions"],
    bound: {
      kind: "regions",
      conditionKey: "secretsmanager:AddReplicaRegions",
      operator: "ForAnyValue:StringNotEquals",
    },
  },
  {
    sid: "DenyBackupCopiesElsewhere",
    actions: ["backup:CopyFromBackupVault"],
    bound: { kind: "vaults", conditionKey: "backup:CopyTargets" },
  },
  {
    sid: "DenyCopiesByOthers",
    actions: [
      "backup:StartCopyJob",
      "dynamodb:CreateGlobalTable",
      "dynamodb:CreateTableReplica",
      "dynamodb:ExportTableToPointInTime",
      "ec2:CopyImage",
      "ec2:CopySnapshot",
      "ec2:CreateStoreImageTask",
      "ec2:ExportImage",
      "ec2:ModifyImageAttribute",
      "ec2:ModifySnapshotAttribute",
      "ecr:PutReplicationConfiguration",
      "elasticache:CreateGlobalReplicationGroup",
      "elasticache:ExportServerlessCacheSnapshot",
      "kafka:CreateReplicator",
      "logs:CreateExportTask",
      "rds:CreateGlobalCluster",
      "rds:ModifyDBClusterSnapshotAttribute",
      "rds:ModifyDBSnapshotAttribute",
      "rds:StartDBInstanceAutomatedBackupsReplication",
      "rds:StartExportTask",
      "s3:CreateMultiRegionAccessPoint",
      "s3:PutReplicationConfiguration",
    ],
    bound: { kind: "principals" },
  },
] as const satisfies readonly CopyActions[];

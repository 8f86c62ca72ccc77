/** What a deployment does with one kind of service. */
export interface DeployArea {
  /** Whether its calls name a region that can be asked for. */
  readonly regional: boolean;
  /** Services whose resources are created, changed, read and deleted: the prefix of their actions. */
  readonly services: readonly string[];
  /** Actions that none of {@link DEPLOY_VERBS} covers. */
  readonly actions: readonly string[];
}

/** Where the tables below come from, and when they were last compared with it. */
export const DEPLOY_ACTIONS_SOURCE = {
  url: "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
  comparedOn: "2026-11-24",
} as const;

/** How services name what a deployment does. */
export const DEPLOY_VERBS = [
  "Create*",
  "Delete*",
  "Describe*",
  "Get*",
  "List*",
  "Modify*",
  "Put*",
  "Tag*",
  "Untag*",
  "Update*",
] as const;

/**
 * What deploying the platform takes, by area. Data that a verb covers by its name (`s3:GetObject`, `kinesis:PutRecords`)
 * is denied again by {@link DATA_ACTIONS}.
 */
export const DEPLOY_AREAS = {
  network: {
    regional: true,
    services: ["ec2", "elasticloadbalancing"],
    actions: [
      "ec2:AllocateAddress",
      "ec2:Associate*",
      "ec2:Attach*",
      "ec2:Authorize*",
      "ec2:Detach*",
      "ec2:Disassociate*",
      "ec2:EnableEbsEncryptionByDefault",
      "ec2:ReleaseAddress",
      "ec2:Replace*",
      "ec2:Revoke*",
      "ec2:RunInstances",
      "ec2:TerminateInstances",
      "elasticloadbalancing:AddTags",
      "elasticloadbalancing:RegisterTargets",
      "elasticloadbalancing:RemoveTags",
      "elasticloadbalancing:SetSecurityGroups",
      "elasticloadbalancing:SetSubnets",
    ],
  },
  compute: {
    regional: true,
    services: ["autoscaling", "batch", "ecr", "eks", "lambda", "scheduler"],
    actions: [
      "autoscaling:DisableMetricsCollection",
      "autoscaling:EnableMetricsCollection",
      "autoscaling:ResumeProcesses",
      "autoscaling:SuspendProcesses",
      "batch:DeregisterJobDefinition",
      "batch:RegisterJobDefinition",
      "ecr:BatchGetRepositoryScanningConfiguration",
      "ecr:SetRepositoryPolicy",
      "ecr:StartLifecyclePolicyPreview",
      "eks:AssociateAccessPolicy",
      "eks:AssociateEncryptionConfig",
      "eks:DisassociateAccessPolicy",
      "lambda:AddPermission",
      "lambda:PublishVersion",
      "lambda:RemovePermission",
    ],
  },
  data: {
    regional: true,
    services: ["athena", "dms", "dsql", "dynamodb", "elasticache", "glue", "kafka", "kinesis", "rds", "s3"],
    actions: [
      // DynamoDB asks whoever adds a replica for these in the replica's region.
      "dynamodb:BatchWriteItem",
      "dynamodb:EnableKinesisStreamingDestination",
      "dynamodb:Query",
      "dynamodb:Scan",
      "elasticache:AddTagsToResource",
      "elasticache:IncreaseReplicaCount",
      "elasticache:RemoveTagsFromResource",
      "dms:AddTagsToResource",
      "dms:RemoveTagsFromResource",
      "kinesis:AddTagsToStream",
      "kinesis:DecreaseStreamRetentionPeriod",
      "kinesis:IncreaseStreamRetentionPeriod",
      "kinesis:RemoveTagsFromStream",
      "kinesis:StartStreamEncryption",
      "rds:AddRoleToDBCluster",
      "rds:AddTagsToResource",
      "rds:RegisterDBProxyTargets",
      "rds:RemoveFromGlobalCluster",
      "rds:RemoveRoleFromDBCluster",
      "rds:RemoveTagsFromResource",
    ],
  },
  events: {
    regional: true,
    services: ["application-autoscaling", "events", "pipes", "sns", "sqs", "states"],
    actions: [
      "apigateway:AddCertificateToDomain",
      "apigateway:DELETE",
      "apigateway:GET",
      "apigateway:PATCH",
      "apigateway:POST",
      "apigateway:PUT",
      "apigateway:RemoveCertificateFromDomain",
      "apigateway:SetWebACL",
      "apigateway:UpdateRestApiPolicy",
      "application-autoscaling:DeregisterScalableTarget",
      "application-autoscaling:RegisterScalableTarget",
      "events:RemoveTargets",
      "sns:SetSubscriptionAttributes",
      "sns:SetTopicAttributes",
      "sns:Subscribe",
      "sns:Unsubscribe",
      "sqs:SetQueueAttributes",
    ],
  },
  guards: {
    regional: true,
    services: ["access-analyzer", "backup", "backup-storage", "cloudtrail", "config", "guardduty", "secretsmanager"],
    actions: [
      "backup-storage:MountCapsule",
      "cloudtrail:AddTags",
      "cloudtrail:RemoveTags",
      "cloudtrail:StartLogging",
      "config:StartConfigurationRecorder",
      "kms:Create*",
      "kms:DeleteAlias",
      "kms:Describe*",
      "kms:DisableKeyRotation",
      "kms:EnableKeyRotation",
      "kms:Get*",
      "kms:List*",
      "kms:PutKeyPolicy",
      "kms:ScheduleKeyDeletion",
      "kms:TagResource",
      "kms:UntagResource",
      "kms:UpdateAlias",
      "kms:UpdateKeyDescription",
      "secretsmanager:RemoveRegionsFromReplication",
      "secretsmanager:ReplicateSecretToRegions",
      "secretsmanager:RotateSecret",
      "ssm:AddTagsToResource",
      "ssm:CreateDocument",
      "ssm:DeleteDocument",
      "ssm:DeleteParameter",
      "ssm:DescribeDocument",
      "ssm:DescribeDocumentPermission",
      "ssm:DescribeParameters",
      "ssm:GetDocument",
      "ssm:GetParameter",
      "ssm:GetParameters",
      "ssm:ListTagsForResource",
      "ssm:ModifyDocumentPermission",
      "ssm:PutParameter",
      "ssm:RemoveTagsFromResource",
      "ssm:UpdateDocument",
      "ssm:UpdateDocumentDefaultVersion",
    ],
  },
  operations: {
    regional: true,
    services: ["acm", "appconfig", "cloudwatch", "fis", "logs", "synthetics", "wafv2", "xray"],
    actions: [
      "acm:AddTagsToCertificate",
      "acm:RemoveTagsFromCertificate",
      "acm:RequestCertificate",
      "logs:AssociateKmsKey",
      "wafv2:AssociateWebACL",
      "wafv2:DisassociateWebACL",
    ],
  },
  identity: {
    regional: false,
    services: [],
    actions: [
      "iam:AddRoleToInstanceProfile",
      "iam:AttachRolePolicy",
      "iam:CreateInstanceProfile",
      "iam:CreatePolicy",
      "iam:CreatePolicyVersion",
      "iam:CreateRole",
      "iam:CreateServiceLinkedRole",
      "iam:DeleteInstanceProfile",
      "iam:DeletePolicy",
      "iam:DeletePolicyVersion",
      "iam:DeleteRole",
      "iam:DeleteRolePolicy",
      "iam:DeleteServiceLinkedRole",
      "iam:DetachRolePolicy",
      "iam:GetInstanceProfile",
      "iam:GetPolicy",
      "iam:GetPolicyVersion",
      "iam:GetRole",
      "iam:GetRolePolicy",
      "iam:GetServiceLinkedRoleDeletionStatus",
      "iam:ListAttachedRolePolicies",
      "iam:ListInstanceProfilesForRole",
      "iam:ListPolicyVersions",
      "iam:ListRolePolicies",
      "iam:PassRole",
      "iam:PutRolePermissionsBoundary",
      "iam:PutRolePolicy",
      "iam:RemoveRoleFromInstanceProfile",
      "iam:TagInstanceProfile",
      "iam:TagPolicy",
      "iam:TagRole",
      "iam:UntagInstanceProfile",
      "iam:UntagPolicy",
      "iam:UntagRole",
      "iam:UpdateAssumeRolePolicy",
      "iam:UpdateRole",
      "iam:UpdateRoleDescription",
    ],
  },
  names: {
    regional: false,
    services: [],
    actions: [
      "route53:AssociateVPCWithHostedZone",
      "route53:ChangeResourceRecordSets",
      "route53:ChangeTagsForResource",
      "route53:Create*",
      "route53:Delete*",
      "route53:Get*",
      "route53:List*",
      "route53:Update*",
      "s3:GetAccountPublicAccessBlock",
      "s3:PutAccountPublicAccessBlock",
    ],
  },
  edge: {
    regional: false,
    services: ["budgets", "cloudfront", "route53domains"],
    actions: [
      "acm:*Certificate*",
      "budgets:ViewBudget",
      "ce:*Anomaly*",
      "ce:*CostAllocationTags*",
      "ce:ListTagsForResource",
      "ce:TagResource",
      "ce:UntagResource",
      "route53:*DNSSEC*",
      "route53:*KeySigningKey",
      "wafv2:*",
    ],
  },
} as const satisfies Readonly<Record<string, DeployArea>>;

/** A key of {@link DEPLOY_AREAS}. */
export type DeployAreaKey = keyof typeof DEPLOY_AREAS;

/** What a deployment needs in an area. */
export function deployArea(key: DeployAreaKey): DeployArea {
  return DEPLOY_AREAS[key];
}

/** Calls that read or write what the platform's stores hold, which no deployment needs. */
export const DATA_ACTIONS = [
  "athena:GetQueryResults",
  "dynamodb:BatchGetItem",
  "dynamodb:GetRecords",
  "dynamodb:PartiQL*",
  "kafka-cluster:*",
  "kinesis:GetRecords",
  "kinesis:PutRecord",
  "kinesis:PutRecords",
  "kinesis:SubscribeToShard",
  "lambda:InvokeFunction",
  "logs:FilterLogEvents",
  "logs:GetLogEvents",
  "logs:GetQueryResults",
  "rds-data:*",
  "rds-db:connect",
  "sqs:ReceiveMessage",
  "ssm:StartSession",
] as const;

/** Calls that read or write objects of a bucket, which a deployment needs on its state alone. */
export const OBJECT_ACTIONS = ["s3:DeleteObject*", "s3:GetObject*", "s3:PutObject*"] as const;

/** Calls that make credentials which do not expire, or a way in beside the roles. */
export const LONG_LIVED_CREDENTIAL_ACTIONS = [
  "iam:AddUserToGroup",
  "iam:AttachGroupPolicy",
  "iam:AttachUserPolicy",
  "iam:CreateAccessKey",
  "iam:CreateGroup",
  "iam:CreateLoginProfile",
  "iam:CreateOpenIDConnectProvider",
  "iam:CreateSAMLProvider",
  "iam:CreateServiceSpecificCredential",
  "iam:CreateUser",
  "iam:PutGroupPolicy",
  "iam:PutUserPolicy",
  "iam:UpdateAccessKey",
  "iam:UpdateLoginProfile",
  "iam:UpdateOpenIDConnectProviderThumbprint",
  "iam:UpdateSAMLProvider",
  "iam:UploadSSHPublicKey",
  "iam:UploadSigningCertificate",
] as const;

import { DATA_ACTIONS, LONG_LIVED_CREDENTIAL_ACTIONS, OBJECT_ACTIONS } from "../../facts/denied-actions";
import { DEPLOY_VERBS, deployArea, type DeployAreaKey } from "../../facts/deploy-actions";
import type { PlannedDeployRole } from "./deploy-roles.plan";

/** Conditions of a statement: operator, then key, then values. */
export type DeployConditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** One statement of a policy of a deploy role. */
export interface DeployStatement {
  /** What the statement is for. */
  readonly Sid: string;
  /** Whether it allows or denies. */
  readonly Effect: "Allow" | "Deny";
  /**
   * What it is about.
   *
   * @default - everything but `NotAction`
   */
  readonly Action?: readonly string[];
  /**
   * What it is not about.
   *
   * @default - nothing
   */
  readonly NotAction?: readonly string[];
  /**
   * On what.
   *
   * @default - everything but `NotResource`
   */
  readonly Resource?: "*" | readonly string[];
  /**
   * On what not.
   *
   * @default - nothing
   */
  readonly NotResource?: readonly string[];
  /**
   * When.
   *
   * @default - always
   */
  readonly Condition?: DeployConditions;
}

/** A policy of a deploy role. */
export interface DeployPolicy {
  /** Version of the policy language. */
  readonly Version: "2012-10-17";
  /** The statements. */
  readonly Statement: readonly DeployStatement[];
}

/** IAM path of deploy roles and of everything that gives or bounds their rights: they cannot change what lies there. */
export const DEPLOY_PATH = "/deploy/";

/** Policies of AWS that would undo every bound. */
const ADMINISTRATOR_POLICIES = ["AdministratorAccess", "IAMFullAccess", "PowerUserAccess"] as const;

/** What a role may do in an area: in the partition's regions where the services have any. */
export function areaPolicy(area: DeployAreaKey, role: PlannedDeployRole): DeployPolicy {
  const { regional } = deployArea(area);
  const allowed: DeployStatement = {
    Sid: "Deploy",
    Effect: "Allow",
    Action: areaActions(area),
    Resource: "*",
    ...(regional ? { Condition: inRegions(role) } : {}),
  };
  return { Version: "2012-10-17", Statement: area === "guards" ? [allowed, throughServices(role)] : [allowed] };
}

/** What a role needs of its state: the objects in the bucket, and the key that encrypts secrets in them. */
export function statePolicy({ stateBucketArn, stateKeyArn }: PlannedDeployRole): DeployPolicy {
  const objects: DeployStatement = {
    Sid: "ReadAndWriteState",
    Effect: "Allow",
    Action: ["s3:DeleteObject", "s3:GetObject", "s3:ListBucket", "s3:PutObject"],
    Resource: [stateBucketArn, `${stateBucketArn}/*`],
  };
  const secrets: DeployStatement = {
    Sid: "EncryptState",
    Effect: "Allow",
    Action: ["kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*"],
    Resource: [stateKeyArn],
  };
  return { Version: "2012-10-17", Statement: [objects, secrets] };
}

/** The most a role can do, whatever else it is given. */
export function boundary(role: PlannedDeployRole): DeployPolicy {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AllowInRegions",
        Effect: "Allow",
        NotAction: ["account:*", "iam:*", "organizations:*", "sts:*"],
        Resource: "*",
        Condition: inRegions(role),
      },
      { Sid: "AllowWithoutRegion", Effect: "Allow", Action: globalActions(role), Resource: "*" },
      ...denials(role),
    ],
  };
}

function denials(role: PlannedDeployRole): readonly DeployStatement[] {
  const { arnPrefix } = role;
  return [
    { Sid: "DenyLongLivedCredentials", Effect: "Deny", Action: LONG_LIVED_CREDENTIAL_ACTIONS, Resource: "*" },
    {
      Sid: "DenyOwnRights",
      Effect: "Deny",
      NotAction: ["iam:Get*", "iam:List*"],
      Resource: [`${arnPrefix}role${DEPLOY_PATH}*`, `${arnPrefix}policy${DEPLOY_PATH}*`],
    },
    {
      Sid: "DenyAdministrators",
      Effect: "Deny",
      Action: ["iam:AttachRolePolicy"],
      Resource: "*",
      Condition: {
        ArnLike: { "iam:PolicyARN": ADMINISTRATOR_POLICIES.map((name) => `arn:*:iam::aws:policy/${name}`) },
      },
    },
    { Sid: "DenyData", Effect: "Deny", Action: DATA_ACTIONS, Resource: "*" },
    { Sid: "DenyObjects", Effect: "Deny", Action: OBJECT_ACTIONS, NotResource: [`${role.stateBucketArn}/*`] },
    ...unbounded(role),
  ];
}

/** Where a boundary is asked for, no role is made, widened or freed without it. */
function unbounded({ workloadBoundaryArn }: PlannedDeployRole): readonly DeployStatement[] {
  if (workloadBoundaryArn === undefined) {
    return [{ Sid: "DenyUnbinding", Effect: "Deny", Action: ["iam:DeleteRolePermissionsBoundary"], Resource: "*" }];
  }
  return [
    { Sid: "DenyUnbinding", Effect: "Deny", Action: ["iam:DeleteRolePermissionsBoundary"], Resource: "*" },
    {
      Sid: "DenyUnboundRoles",
      Effect: "Deny",
      Action: ["iam:AttachRolePolicy", "iam:CreateRole", "iam:PutRolePermissionsBoundary", "iam:PutRolePolicy"],
      Resource: "*",
      Condition: { StringNotEquals: { "iam:PermissionsBoundary": workloadBoundaryArn } },
    },
  ];
}

/** Who may take a role: jobs whose token names exactly one of its subjects, and AWS as its audience. */
export function trustPolicy<Arn>(
  { issuerHost, audience, subjects }: PlannedDeployRole,
  providerArn: Arn,
): {
  readonly Version: "2012-10-17";
  readonly Statement: readonly {
    readonly Effect: "Allow";
    readonly Principal: { readonly Federated: Arn };
    readonly Action: "sts:AssumeRoleWithWebIdentity";
    readonly Condition: DeployConditions;
  }[];
} {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Principal: { Federated: providerArn },
        Action: "sts:AssumeRoleWithWebIdentity",
        Condition: { StringEquals: { [`${issuerHost}:aud`]: audience, [`${issuerHost}:sub`]: subjects } },
      },
    ],
  };
}

/** Actions of an area, sorted. */
export function areaActions(area: DeployAreaKey): readonly string[] {
  const { services, actions } = deployArea(area);
  const byVerb = services.flatMap((service) => DEPLOY_VERBS.map((verb) => `${service}:${verb}`));
  return [...new Set([...byVerb, ...actions])].toSorted();
}

function globalActions({ areas }: PlannedDeployRole): readonly string[] {
  return areas.filter((area) => !deployArea(area).regional).flatMap((area) => areaActions(area));
}

/** Keys of stores are used through the stores alone. */
function throughServices({ regions, serviceDomain }: PlannedDeployRole): DeployStatement {
  return {
    Sid: "UseKeysThroughServices",
    Effect: "Allow",
    Action: ["kms:CreateGrant", "kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*"],
    Resource: "*",
    Condition: { StringLike: { "kms:ViaService": regions.map((region) => `*.${region}.${serviceDomain}`) } },
  };
}

function inRegions({ regions }: PlannedDeployRole): DeployConditions {
  return { StringEquals: { "aws:RequestedRegion": regions } };
}

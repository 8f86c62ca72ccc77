import { COPY_ACTIONS, type CopyActions } from "../../facts/copy-actions";
import { REGION_DENY_EXEMPTIONS } from "../../facts/region-deny-exemptions";
import { awsPartitionOf } from "../../facts/regions";

/** What decides the policies of a residency partition's accounts. */
export interface OrganizationPoliciesPlanArgs {
  /** Environment of the partition, such as `prod`. */
  readonly environment: string;
  /** Name of the partition, such as `eu`. */
  readonly partition: string;
  /** Regions of the partition. */
  readonly regions: readonly string[];
  /** ARNs of the roles that nothing here binds, for emergencies; `*` may stand for the account. */
  readonly breakGlassRoles: readonly string[];
  /** ARNs of the roles that deploy: they may set up copies and change guards. `*` may stand for the account. */
  readonly deployRoles: readonly string[];
  /**
   * ARNs of the roles that export to an archive; they may make copies too. `*` may stand for the account.
   *
   * @default - none
   */
  readonly exportRoles?: readonly string[];
}

/** One denial of an organisation's policy. */
export interface OrganizationPolicyStatement {
  /** What the statement is for. */
  readonly Sid: string;
  /** An organisation's policy of this kind only denies. */
  readonly Effect: "Deny";
  /**
   * What it denies.
   *
   * @default - everything but `NotAction`
   */
  readonly Action?: readonly string[];
  /**
   * What it leaves alone.
   *
   * @default - everything but `Action`
   */
  readonly NotAction?: readonly string[];
  /** What the actions are about. */
  readonly Resource: "*" | readonly string[];
  /**
   * When it denies.
   *
   * @default - always
   */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/** A service control policy. */
export interface OrganizationPolicyDocument {
  /** Version of the policy language. */
  readonly Version: "2012-10-17";
  /** What is denied. */
  readonly Statement: readonly OrganizationPolicyStatement[];
}

/** Names of the policies, in the order they are worth having. */
export const ORGANIZATION_POLICIES = ["deny-other-regions", "deny-crossing", "protect-guards"] as const;

/** One of {@link ORGANIZATION_POLICIES}. */
export type OrganizationPolicyName = (typeof ORGANIZATION_POLICIES)[number];

/** What each policy is for, as the console shows it. */
export const ORGANIZATION_POLICY_DESCRIPTIONS = {
  "deny-other-regions": "Denies calls outside the regions of a residency partition",
  "deny-crossing": "Denies copies, replicas and exports that would leave a residency partition",
  "protect-guards": "Denies switching off what guards a residency partition",
} as const satisfies Readonly<Record<OrganizationPolicyName, string>>;

/**
 * Most characters of a service control policy. AWS has raised the quota since; a policy that keeps to the old one
 * fits everywhere.
 *
 * Source: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html (read 2026-11-24).
 */
export const MAX_POLICY_CHARACTERS = 5_120;

/** Calls that switch a guard off, or change what it sees. */
export const GUARD_ACTIONS = [
  "access-analyzer:DeleteAnalyzer",
  "backup:DeleteBackupVault",
  "backup:DeleteBackupVaultLockConfiguration",
  "backup:PutBackupVaultAccessPolicy",
  "cloudtrail:DeleteTrail",
  "cloudtrail:PutEventSelectors",
  "cloudtrail:StopLogging",
  "cloudtrail:UpdateTrail",
  "config:DeleteConfigurationRecorder",
  "config:DeleteDeliveryChannel",
  "config:PutConfigurationRecorder",
  "config:PutDeliveryChannel",
  "config:StopConfigurationRecorder",
  "ec2:DisableEbsEncryptionByDefault",
  "guardduty:DeleteDetector",
  "guardduty:UpdateDetector",
  "s3:PutAccountPublicAccessBlock",
] as const;

/** Calls that change a log bucket. */
export const LOG_BUCKET_ACTIONS = [
  "s3:DeleteBucket",
  "s3:DeleteBucketPolicy",
  "s3:PutBucketObjectLockConfiguration",
  "s3:PutBucketPolicy",
  "s3:PutBucketVersioning",
  "s3:PutEncryptionConfiguration",
  "s3:PutLifecycleConfiguration",
] as const;

/**
 * The policies of a residency partition's accounts, as data: whoever has no opt-in stack writes them to JSON.
 * They bind every principal of the accounts, root users included, but neither service-linked roles nor the
 * organisation's management account.
 */
export function organizationPolicies(
  args: OrganizationPoliciesPlanArgs,
): Readonly<Record<OrganizationPolicyName, OrganizationPolicyDocument>> {
  return {
    "deny-other-regions": document(denyOtherRegions(args)),
    "deny-crossing": document([denyMultiRegionKeys(args), ...COPY_ACTIONS.map((row) => denyCopies(row, args))]),
    "protect-guards": document(protectGuards(args)),
  };
}

function document(Statement: readonly OrganizationPolicyStatement[]): OrganizationPolicyDocument {
  return { Version: "2012-10-17", Statement };
}

function denyOtherRegions(args: OrganizationPoliciesPlanArgs): readonly OrganizationPolicyStatement[] {
  return [
    {
      Sid: "DenyOtherRegions",
      Effect: "Deny",
      NotAction: REGION_DENY_EXEMPTIONS.flatMap(({ actions }): readonly string[] => actions).toSorted(),
      Resource: "*",
      Condition: { StringNotEquals: { "aws:RequestedRegion": args.regions.toSorted() }, ...unless(breakGlass(args)) },
    },
    {
      Sid: "DenyEnablingRegions",
      Effect: "Deny",
      Action: ["account:DisableRegion", "account:EnableRegion"],
      Resource: "*",
      Condition: unless(breakGlass(args)),
    },
  ];
}

function denyMultiRegionKeys(args: OrganizationPoliciesPlanArgs): OrganizationPolicyStatement {
  return {
    Sid: "DenyMultiRegionKeys",
    Effect: "Deny",
    Action: ["kms:CreateKey"],
    Resource: "*",
    Condition: { Bool: { "kms:MultiRegion": "true" }, ...unless(breakGlass(args)) },
  };
}

function denyCopies(
  { sid, actions, bound }: CopyActions,
  args: OrganizationPoliciesPlanArgs,
): OrganizationPolicyStatement {
  const denied = { Sid: sid, Effect: "Deny", Action: actions, Resource: "*" } as const;
  const regions = args.regions.toSorted();
  switch (bound.kind) {
    case "regions":
      return {
        ...denied,
        Condition: { [bound.operator]: { [bound.conditionKey]: regions }, ...unless(breakGlass(args)) },
      };
    case "vaults":
      return {
        ...denied,
        Condition: {
          "ForAnyValue:ArnNotLike": { [bound.conditionKey]: regions.map(vaultsOf) },
          ...unless(breakGlass(args)),
        },
      };
    case "principals":
      return { ...denied, Condition: unless([...deployers(args), ...(args.exportRoles ?? [])]) };
  }
}

function protectGuards(args: OrganizationPoliciesPlanArgs): readonly OrganizationPolicyStatement[] {
  return [
    {
      Sid: "DenyStoppingGuards",
      Effect: "Deny",
      Action: GUARD_ACTIONS,
      Resource: "*",
      Condition: unless(deployers(args)),
    },
    {
      Sid: "DenyChangingLogBuckets",
      Effect: "Deny",
      Action: LOG_BUCKET_ACTIONS,
      Resource: logBuckets(args),
      Condition: unless(deployers(args)),
    },
    { Sid: "DenyLeaving", Effect: "Deny", Action: ["organizations:LeaveOrganization"], Resource: "*" },
  ];
}

function logBuckets({ environment, partition, regions }: OrganizationPoliciesPlanArgs): readonly string[] {
  const name = `${environment}-${partition}`;
  return regions
    .toSorted()
    .flatMap((region) =>
      [`${name}-${region}-*`, `${name}-config-${region}-*`].map(
        (bucket) => `arn:${arnPartition(region)}:s3:::${bucket}`,
      ),
    );
}

function breakGlass({ breakGlassRoles }: OrganizationPoliciesPlanArgs): readonly string[] {
  return breakGlassRoles;
}

function deployers({ breakGlassRoles, deployRoles }: OrganizationPoliciesPlanArgs): readonly string[] {
  return [...breakGlassRoles, ...deployRoles];
}

function unless(roles: readonly string[]): { readonly ArnNotLike: { readonly "aws:PrincipalArn": readonly string[] } } {
  return { ArnNotLike: { "aws:PrincipalArn": [...new Set(roles)].toSorted() } };
}

function vaultsOf(region: string): string {
  return `arn:${arnPartition(region)}:backup:${region}:*:backup-vault:*`;
}

function arnPartition(region: string): string {
  return awsPartitionOf(region) ?? "aws";
}

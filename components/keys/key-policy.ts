import { KEY_SERVICES, SERVICE_DOMAINS, type KeyService, type KeyUse } from "./key-services";
import type { EncryptionKeyPlan } from "./keys.plan";

/** Conditions of a statement: operator, then key, then values. */
export type PolicyConditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** One statement of a key policy; `Principal` names ARNs of type `Arn`. */
export interface KeyPolicyStatement<Arn> {
  /** Name of the statement. */
  readonly Sid: string;
  /** Whether it allows or denies. */
  readonly Effect: "Allow" | "Deny";
  /** Who it is about. */
  readonly Principal: Readonly<Record<string, Arn | string | readonly Arn[]>>;
  /** What it is about. */
  readonly Action: readonly string[];
  /** The key itself, which is all a key policy can name. */
  readonly Resource: "*";
  /**
   * When it holds.
   *
   * @default - always
   */
  readonly Condition?: PolicyConditions;
}

/** A key policy. */
export interface KeyPolicy<Arn> {
  /** Version of the policy language. */
  readonly Version: "2012-10-17";
  /** The statements. */
  readonly Statement: readonly KeyPolicyStatement<Arn>[];
}

/** What administrators may do: manage the key, but neither use it nor let others use it. */
export const ADMINISTRATION_ACTIONS = [
  "kms:CancelKeyDeletion",
  "kms:CreateAlias",
  "kms:DeleteAlias",
  "kms:Describe*",
  "kms:DisableKey",
  "kms:DisableKeyRotation",
  "kms:EnableKey",
  "kms:EnableKeyRotation",
  "kms:Get*",
  "kms:List*",
  "kms:PutKeyPolicy",
  "kms:RevokeGrant",
  "kms:RotateKeyOnDemand",
  "kms:ScheduleKeyDeletion",
  "kms:TagResource",
  "kms:UntagResource",
  "kms:UpdateAlias",
  "kms:UpdateKeyDescription",
] as const;

/** What users of the key may do. */
export const USE_ACTIONS = [
  "kms:Decrypt",
  "kms:DescribeKey",
  "kms:Encrypt",
  "kms:GenerateDataKey*",
  "kms:ReEncrypt*",
] as const;

const GRANT_ACTIONS = ["kms:CreateGrant"] as const;
const FOR_AWS_RESOURCES = { Bool: { "kms:GrantIsForAWSResource": "true" } } as const;
const ANYONE = { AWS: "*" } as const;

/**
 * The policy of a key: the account administers it, the given services and principals use it, and no service outside
 * the given regions does, whoever else may allow it.
 * @param principals ARNs of who may use the key directly
 */
export function keyPolicy<Arn>(plan: EncryptionKeyPlan, principals: readonly Arn[]): KeyPolicy<Arn> {
  return {
    Version: "2012-10-17",
    Statement: [
      administration(plan),
      ...throughServices(plan),
      ...asServices(plan),
      ...directly(principals),
      elsewhere(plan),
    ],
  };
}

function administration(plan: EncryptionKeyPlan): KeyPolicyStatement<never> {
  return {
    Sid: "AdministerFromAccount",
    Effect: "Allow",
    Principal: { AWS: `arn:${plan.partition}:iam::${plan.accountId}:root` },
    Action: ADMINISTRATION_ACTIONS,
    Resource: "*",
  };
}

function throughServices(plan: EncryptionKeyPlan): readonly KeyPolicyStatement<never>[] {
  const services = plan.services.filter((service) => KEY_SERVICES[service].via);
  if (services.length === 0) {
    return [];
  }
  const condition = {
    StringEquals: {
      "kms:CallerAccount": plan.accountId,
      "kms:ViaService": services.flatMap((service) => endpoints(plan, service)),
    },
  };
  const common = { Effect: "Allow", Principal: ANYONE, Resource: "*" } as const;
  return [
    { Sid: "UseThroughServices", ...common, Action: USE_ACTIONS, Condition: condition },
    {
      Sid: "GrantThroughServices",
      ...common,
      Action: GRANT_ACTIONS,
      Condition: { ...condition, ...FOR_AWS_RESOURCES },
    },
  ];
}

function asServices(plan: EncryptionKeyPlan): readonly KeyPolicyStatement<never>[] {
  return plan.services.flatMap((service) => {
    const use: KeyUse = KEY_SERVICES[service];
    switch (use.principal) {
      case "regional":
        return [asRegionalService(plan, service)];
      case "global":
        return [asGlobalService(plan, service)];
      case "none":
        return [];
    }
  });
}

function asRegionalService(plan: EncryptionKeyPlan, service: KeyService): KeyPolicyStatement<never> {
  const logGroups = `arn:${plan.partition}:logs:${plan.region}:${plan.accountId}:*`;
  return {
    Sid: `UseAs${capitalized(service)}`,
    Effect: "Allow",
    Principal: { Service: `${service}.${plan.region}.${SERVICE_DOMAINS[plan.partition][0]}` },
    Action: USE_ACTIONS,
    Resource: "*",
    Condition: { ArnLike: { "kms:EncryptionContext:aws:logs:arn": logGroups } },
  };
}

function asGlobalService(plan: EncryptionKeyPlan, service: KeyService): KeyPolicyStatement<never> {
  return {
    Sid: `UseAs${capitalized(service)}`,
    Effect: "Allow",
    Principal: { Service: `${service}.amazonaws.com` },
    Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
    Resource: "*",
    Condition: { StringEquals: { "aws:SourceAccount": plan.accountId } },
  };
}

function directly<Arn>(principals: readonly Arn[]): readonly KeyPolicyStatement<Arn>[] {
  if (principals.length === 0) {
    return [];
  }
  const common = { Effect: "Allow", Principal: { AWS: principals }, Resource: "*" } as const;
  return [
    { Sid: "UseDirectly", ...common, Action: USE_ACTIONS },
    { Sid: "GrantDirectly", ...common, Action: GRANT_ACTIONS, Condition: FOR_AWS_RESOURCES },
  ];
}

/** A key answers in its own region only; what is left to deny is use through a service in another region. */
function elsewhere(plan: EncryptionKeyPlan): KeyPolicyStatement<never> {
  return {
    Sid: "DenyThroughServicesElsewhere",
    Effect: "Deny",
    Principal: ANYONE,
    Action: [...USE_ACTIONS, ...GRANT_ACTIONS].toSorted(),
    Resource: "*",
    Condition: {
      Null: { "kms:ViaService": "false" },
      StringNotLike: { "kms:ViaService": endpoints(plan, "*") },
    },
  };
}

function endpoints({ callerRegions, partition }: EncryptionKeyPlan, service: KeyService | "*"): readonly string[] {
  return callerRegions.flatMap((region) =>
    SERVICE_DOMAINS[partition].map((domain) => `${service}.${region}.${domain}`),
  );
}

function capitalized(service: string): string {
  return service.slice(0, 1).toUpperCase() + service.slice(1);
}

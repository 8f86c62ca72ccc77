import type { DeployAreaKey } from "../../facts/deploy-actions";
import { oidcIssuer, type OidcIssuerKey } from "../../facts/oidc-issuers";
import { awsPartitionOf } from "../../facts/regions";
import { toSeconds, type Duration } from "../core/units";

/** Jobs that may take a role. */
export interface DeployTrust {
  /** Repository of the job, such as `example/platform`. */
  readonly repository: string;
  /**
   * Protected environment that the job runs in, which asks for whatever approvals it has.
   *
   * @default - a branch instead
   */
  readonly environment?: string;
  /**
   * Branch that the job runs on.
   *
   * @default - an environment instead
   */
  readonly branch?: string;
}

/** What one deploy role is for. */
export interface DeployRoleSettings {
  /** Regions it deploys to. */
  readonly regions: readonly string[];
  /** Jobs that may take it. */
  readonly trusts: readonly DeployTrust[];
  /** Name of the bucket that holds the state of what it deploys. */
  readonly stateBucket: string;
  /** ARN of the key that encrypts secrets in that state. */
  readonly stateKeyArn: string;
  /**
   * What it deploys.
   *
   * @default - every area of `facts/deploy-actions` but `edge`
   */
  readonly areas?: readonly DeployAreaKey[];
}

/** What decides the shape of deploy roles. */
export interface DeployRolesPlanArgs {
  /** Environment, which starts the roles' names. */
  readonly environment: string;
  /** Account of the roles. */
  readonly accountId: string;
  /** CI system whose jobs deploy. */
  readonly issuer: OidcIssuerKey;
  /** The roles, by the partition they deploy, or `global`. */
  readonly roles: Readonly<Record<string, DeployRoleSettings>>;
  /**
   * ARN of the permissions boundary that every role must carry which a deployment makes or changes.
   *
   * @default - none: a deployment can make roles with any rights
   */
  readonly workloadBoundaryArn?: string;
  /**
   * How long a job may act by one token.
   *
   * @default "1 hour"
   */
  readonly sessionDuration?: Duration;
}

/** Values that are used where an argument is left out. */
export const DEPLOY_ROLE_DEFAULTS = {
  areas: ["network", "compute", "data", "events", "guards", "operations", "identity", "names"],
  sessionDuration: "1 hour",
} as const satisfies Pick<DeployRoleSettings, "areas"> & Pick<DeployRolesPlanArgs, "sessionDuration">;

/** One deploy role, with every choice made. */
export interface PlannedDeployRole {
  /** Key of the role in the arguments. */
  readonly key: string;
  /** Physical name. */
  readonly name: string;
  /** Regions, sorted. */
  readonly regions: readonly string[];
  /** Areas, sorted. */
  readonly areas: readonly DeployAreaKey[];
  /** Host of the issuer, with which the token's claims are named. */
  readonly issuerHost: string;
  /** Audience of the token. */
  readonly audience: string;
  /** Subjects of the token, whole, sorted. */
  readonly subjects: readonly string[];
  /** What ARNs of IAM of the account start with. */
  readonly arnPrefix: string;
  /** Domain of the names of services. */
  readonly serviceDomain: string;
  readonly stateBucketArn: string;
  readonly stateKeyArn: string;
  readonly workloadBoundaryArn: string | undefined;
}

/** Deploy roles as plain data. */
export interface DeployRolesPlan {
  /** Address of the issuer. */
  readonly issuerUrl: string;
  /** Audience of the tokens. */
  readonly audience: string;
  readonly sessionSeconds: number;
  /** Roles, sorted by key. */
  readonly roles: readonly PlannedDeployRole[];
}

/** Turns checked arguments into a plan. */
export function planDeployRoles(args: DeployRolesPlanArgs): DeployRolesPlan {
  const { url, audience } = oidcIssuer(args.issuer);
  return {
    issuerUrl: url,
    audience,
    sessionSeconds: toSeconds(args.sessionDuration ?? DEPLOY_ROLE_DEFAULTS.sessionDuration),
    roles: Object.entries(args.roles)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, settings]) => plannedRole(args, key, settings)),
  };
}

/** Subject of the tokens of trusted jobs; `undefined` where the CI system has none such. */
export function subjectOf(issuer: OidcIssuerKey, trust: DeployTrust): string | undefined {
  const { branchSubject, environmentSubject } = oidcIssuer(issuer);
  const { repository, branch, environment } = trust;
  if (branch !== undefined) {
    return environment === undefined
      ? branchSubject.replace("{repository}", repository).replace("{branch}", branch)
      : undefined;
  }
  return environment === undefined
    ? undefined
    : environmentSubject?.replace("{repository}", repository).replace("{environment}", environment);
}

/** What a role deploys. */
export function areasOf({ areas }: DeployRoleSettings): readonly DeployAreaKey[] {
  return areas ?? DEPLOY_ROLE_DEFAULTS.areas;
}

/** Domain of the names of services in KMS's conditions, by AWS partition. */
const SERVICE_DOMAIN = { aws: "amazonaws.com", "aws-cn": "amazonaws.com.cn", "aws-eusc": "amazonaws.eu" } as const;

function plannedRole(args: DeployRolesPlanArgs, key: string, settings: DeployRoleSettings): PlannedDeployRole {
  const { url, audience } = oidcIssuer(args.issuer);
  const partition = awsPartitionOf(settings.regions[0] ?? "") ?? "aws";
  return {
    key,
    name: `${args.environment}-${key}-deploy`,
    regions: settings.regions.toSorted(),
    areas: areasOf(settings).toSorted(),
    issuerHost: url.replace("https://", ""),
    audience,
    subjects: settings.trusts.flatMap((trust) => subjectOf(args.issuer, trust) ?? []).toSorted(),
    arnPrefix: `arn:${partition}:iam::${args.accountId}:`,
    serviceDomain: SERVICE_DOMAIN[partition],
    stateBucketArn: `arn:${partition}:s3:::${settings.stateBucket}`,
    stateKeyArn: settings.stateKeyArn,
    workloadBoundaryArn: args.workloadBoundaryArn,
  };
}

import { OIDC_ISSUERS, oidcIssuer } from "../../facts/oidc-issuers";
import { awsPartitionOf, isAwsRegion } from "../../facts/regions";
import type { Refusal } from "../core/refusal";
import { toSeconds, type Duration } from "../core/units";
import { areasOf, DEPLOY_ROLE_DEFAULTS, subjectOf } from "./deploy-roles.plan";
import type { DeployRoleSettings, DeployRolesPlanArgs, DeployTrust } from "./deploy-roles.plan";

/** Shortest and longest session of a role. */
export const SESSION_DURATIONS = { shortest: "1 hour", longest: "12 hours" } as const satisfies Record<
  string,
  Duration
>;

const NAME = /^(?=.{2,20}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
const ACCOUNT = /^\d{12}$/;
const REPOSITORY = /^[\w.-]+(\/[\w.-]+)+$/;
const BUCKET = /^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/;
const KEY_ARN = /^arn:aws(-[a-z]+)?:kms:[a-z0-9-]+:\d{12}:key\/[\w-]+$/;
const BOUNDARY_ARN = /^arn:aws(-[a-z]+)?:iam::\d{12}:policy\/[\w+=,.@/-]+$/;
const WILDCARD = /[*?]/;

type DeployRefusal = Refusal<DeployRolesPlanArgs>;

/** Reasons to refuse deploy roles. */
export const deployRolesRefusals: readonly DeployRefusal[] = [
  {
    when: ({ environment, roles }) => badNames(environment, roles).length > 0,
    say: ({ environment, roles }) => ({
      arg: "roles",
      got: badNames(environment, roles),
      expected: "an environment and at least one role, of 2 to 20 lower-case letters, digits or single dashes",
      change: "name each role after the partition it deploys",
    }),
  },
  {
    when: ({ accountId }) => !ACCOUNT.test(accountId),
    say: ({ accountId }) => ({
      arg: "accountId",
      got: accountId,
      expected: "12 digits",
      change: "write the number of the account as text",
    }),
  },
  {
    when: ({ issuer }) => !Object.hasOwn(OIDC_ISSUERS, issuer),
    say: ({ issuer }) => ({
      arg: "issuer",
      got: issuer,
      expected: `one of ${Object.keys(OIDC_ISSUERS).join(", ")}`,
      change: "name the CI system whose jobs deploy",
    }),
  },
  perRole({
    member: "regions",
    isBad: ({ regions }) => regions.length === 0 || foreignRegions(regions).length > 0,
    got: ({ regions }) => regions,
    expected: "at least one known region, all of one AWS partition",
    change: "list the regions that the role deploys to: it can act in no other",
  }),
  perRole({
    member: "trusts",
    isBad: ({ trusts }) => trusts.length === 0,
    got: ({ trusts }) => trusts,
    expected: "at least one repository, with an environment or a branch",
    change: "name the jobs that may take the role",
  }),
  perTrust({
    isBad: (trust) => Object.values(trust).some((value: unknown) => typeof value === "string" && WILDCARD.test(value)),
    expected: "no wildcard",
    change: "write repository and environment or branch out: any other job could take the role",
  }),
  perTrust({
    isBad: ({ repository }) => !REPOSITORY.test(repository) && !WILDCARD.test(repository),
    expected: "a repository with its owner, such as example/platform",
    change: "write the repository as the CI system names it",
  }),
  perTrust({
    isBad: ({ environment, branch }) => isBlank(environment) && isBlank(branch),
    expected: "an environment or a branch",
    change: "name one: a repository alone lets every branch and every pull request of it deploy",
  }),
  perTrust({
    isBad: ({ environment, branch }) => !isBlank(environment) && !isBlank(branch),
    expected: "an environment or a branch, not both",
    change: "leave the branch out and protect the environment: the token of such a job names the environment alone",
  }),
  {
    when: (args) => withoutEnvironments(args).length > 0,
    say: (args) => ({
      arg: `roles.${withoutEnvironments(args)[0]?.key ?? ""}.trusts`,
      got: withoutEnvironments(args)[0]?.trust,
      expected: `a branch, as tokens of ${args.issuer} do not name the environment in their subject`,
      change: "name a protected branch instead",
    }),
  },
  perRole({
    member: "stateBucket",
    isBad: ({ stateBucket, stateKeyArn }) => !BUCKET.test(stateBucket) || !KEY_ARN.test(stateKeyArn),
    got: ({ stateBucket, stateKeyArn }) => [stateBucket, stateKeyArn],
    expected: "the name of a bucket, and in stateKeyArn the ARN of a key",
    change: "name where the state lies, and the key that encrypts secrets in it",
  }),
  perRole({
    member: "areas",
    isBad: (settings) => areasOf(settings).length === 0 || new Set(areasOf(settings)).size !== areasOf(settings).length,
    got: ({ areas }) => areas,
    expected: "at least one area, each once",
    change: "name what the role deploys",
  }),
  {
    when: ({ workloadBoundaryArn }) => workloadBoundaryArn !== undefined && !BOUNDARY_ARN.test(workloadBoundaryArn),
    say: ({ workloadBoundaryArn }) => ({
      arg: "workloadBoundaryArn",
      got: workloadBoundaryArn,
      expected: "the ARN of a policy of the account",
      change: "name the boundary that roles of workloads carry",
    }),
  },
  {
    when: (args) => isOutside(sessionOf(args)),
    say: (args) => ({
      arg: "sessionDuration",
      got: sessionOf(args),
      expected: `${SESSION_DURATIONS.shortest} to ${SESSION_DURATIONS.longest}`,
      change: "choose the longest that a deployment takes",
    }),
  },
];

interface RoleRule {
  readonly member: keyof DeployRoleSettings;
  readonly isBad: (settings: DeployRoleSettings) => boolean;
  readonly got: (settings: DeployRoleSettings) => unknown;
  readonly expected: string;
  readonly change: string;
}

/** A rule about each role; it tells the first that breaks it. */
function perRole({ member, isBad, got, expected, change }: RoleRule): DeployRefusal {
  const first = ({ roles }: DeployRolesPlanArgs) => Object.entries(roles).find(([, settings]) => isBad(settings));
  return {
    when: (args) => first(args) !== undefined,
    say: (args) => {
      const [key, settings] = first(args) ?? [];
      return {
        arg: `roles.${key ?? ""}.${member}`,
        got: settings === undefined ? undefined : got(settings),
        expected,
        change,
      };
    },
  };
}

interface TrustRule {
  readonly isBad: (trust: DeployTrust) => boolean;
  readonly expected: string;
  readonly change: string;
}

/** A rule about each trust; it tells those of the first role that break it. */
function perTrust({ isBad, expected, change }: TrustRule): DeployRefusal {
  return perRole({
    member: "trusts",
    isBad: ({ trusts }) => trusts.some(isBad),
    got: ({ trusts }) => trusts.filter(isBad),
    expected,
    change,
  });
}

function badNames(environment: string, roles: DeployRolesPlanArgs["roles"]): readonly string[] {
  const keys = Object.keys(roles);
  return keys.length === 0 ? ["no role"] : [environment, ...keys].filter((name) => !NAME.test(name));
}

function foreignRegions(regions: readonly string[]): readonly string[] {
  const home = awsPartitionOf(regions.find(isAwsRegion) ?? "");
  return regions.filter((region) => !isAwsRegion(region) || awsPartitionOf(region) !== home);
}

function isBlank(value: string | undefined): boolean {
  return value === undefined || value === "";
}

/** Trusts of an environment that the CI system does not name. */
function withoutEnvironments({
  issuer,
  roles,
}: DeployRolesPlanArgs): readonly { readonly key: string; readonly trust: DeployTrust }[] {
  if (!Object.hasOwn(OIDC_ISSUERS, issuer) || oidcIssuer(issuer).environmentSubject !== undefined) {
    return [];
  }
  return Object.entries(roles).flatMap(([key, { trusts }]) =>
    trusts
      .filter((trust) => isBlank(trust.branch) && !isBlank(trust.environment) && subjectOf(issuer, trust) === undefined)
      .map((trust) => ({ key, trust })),
  );
}

function sessionOf({ sessionDuration }: DeployRolesPlanArgs): Duration {
  return sessionDuration ?? DEPLOY_ROLE_DEFAULTS.sessionDuration;
}

function isOutside(duration: Duration): boolean {
  const seconds = toSeconds(duration);
  return seconds < toSeconds(SESSION_DURATIONS.shortest) || seconds > toSeconds(SESSION_DURATIONS.longest);
}

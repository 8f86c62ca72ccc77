import { awsPartitionOf, isAwsRegion } from "../../facts/regions";
import type { Refusal } from "../core/refusal";
import { MAX_POLICY_CHARACTERS, ORGANIZATION_POLICIES, organizationPolicies } from "./organization-policies.plan";
import type { OrganizationPoliciesPlanArgs, OrganizationPolicyName } from "./organization-policies.plan";

const NAME = /^(?=.{2,20}$)[a-z][a-z0-9]*(-[a-z0-9]+)*$/;
/** A role by its whole name; only its account may be left open. */
const ROLE = /^arn:aws(-[a-z]+)?:iam::(\*|\d{12}):role\/[\w+=,.@/-]+$/;
const TARGET = /^(\d{12}|ou-[a-z0-9-]+|r-[a-z0-9]+)$/;
const ROLE_IN_WORDS = "ARNs of roles by their whole name, such as arn:aws:iam::*:role/break-glass";

/** What the refusals of organisation policies look at. */
export interface OrganizationPoliciesRefusalArgs extends OrganizationPoliciesPlanArgs {
  /** Accounts and units that the policies are attached to. */
  readonly targets: Readonly<Record<string, unknown>>;
}

/** Reasons to refuse organisation policies. */
export const organizationPoliciesRefusals: readonly Refusal<OrganizationPoliciesRefusalArgs>[] = [
  {
    when: ({ environment, partition }) => !NAME.test(environment) || !NAME.test(partition),
    say: ({ environment, partition }) => ({
      arg: "partition",
      got: `${environment}-${partition}`,
      expected: "names of 2 to 20 lower-case letters, digits or single dashes, starting with a letter",
      change: "name environment and partition as their stacks do",
    }),
  },
  {
    when: ({ regions }) => regions.length === 0 || foreignRegions(regions).length > 0,
    say: ({ regions }) => ({
      arg: "regions",
      got: foreignRegions(regions),
      expected: "at least one known region, all of one AWS partition",
      change: "list the partition's regions: everything is denied everywhere else",
    }),
  },
  {
    when: ({ breakGlassRoles }) => breakGlassRoles.length === 0,
    say: ({ breakGlassRoles }) => ({
      arg: "breakGlassRoles",
      got: breakGlassRoles,
      expected: "at least one role",
      change: "name the role for emergencies, or nobody can act when a region denial is wrong",
    }),
  },
  {
    when: (args) => badRoles(args).length > 0,
    say: (args) => ({
      arg: "breakGlassRoles, deployRoles, exportRoles",
      got: badRoles(args),
      expected: ROLE_IN_WORDS,
      change: "write the whole name: a pattern would exempt roles that nobody thought of",
    }),
  },
  {
    when: ({ deployRoles }) => deployRoles.length === 0,
    say: ({ deployRoles }) => ({
      arg: "deployRoles",
      got: deployRoles,
      expected: "at least one role",
      change: "name the role by which the partition is deployed",
    }),
  },
  {
    when: ({ targets }) => badTargets(targets) !== undefined,
    say: ({ targets }) => ({
      arg: "targets",
      got: badTargets(targets),
      expected: "at least one account, unit or root of the organisation, by its id",
      change: "name the accounts of the partition, such as 111122223333, or their unit",
    }),
  },
  {
    when: (args) => overlong(args).length > 0,
    say: (args) => ({
      arg: "breakGlassRoles, deployRoles, exportRoles",
      got: Object.fromEntries(overlong(args).map((name) => [name, lengthOf(args, name)])),
      expected: `policies of at most ${MAX_POLICY_CHARACTERS} characters`,
      change: "name fewer roles",
    }),
  },
];

function foreignRegions(regions: readonly string[]): readonly string[] {
  const home = awsPartitionOf(regions.find(isAwsRegion) ?? "");
  return regions.filter((region) => !isAwsRegion(region) || awsPartitionOf(region) !== home);
}

function badRoles({ breakGlassRoles, deployRoles, exportRoles }: OrganizationPoliciesPlanArgs): readonly string[] {
  return [...breakGlassRoles, ...deployRoles, ...(exportRoles ?? [])].filter((role) => !ROLE.test(role));
}

/** Targets that are known now and no id of one; `undefined` where all is well. */
function badTargets(targets: OrganizationPoliciesRefusalArgs["targets"]): readonly string[] | undefined {
  const ids = Object.values(targets);
  const bad = ids.filter((id): id is string => typeof id === "string" && !TARGET.test(id));
  return ids.length > 0 && bad.length === 0 ? undefined : bad;
}

function overlong(args: OrganizationPoliciesPlanArgs): readonly OrganizationPolicyName[] {
  return ORGANIZATION_POLICIES.filter((name) => lengthOf(args, name) > MAX_POLICY_CHARACTERS);
}

function lengthOf(args: OrganizationPoliciesPlanArgs, name: OrganizationPolicyName): number {
  return JSON.stringify(organizationPolicies(args)[name]).length;
}

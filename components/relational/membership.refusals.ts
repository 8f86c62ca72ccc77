import { awsPartitionOf } from "../../facts/regions";
import type { Refusal } from "../core";
import { RELATIONAL_DEFAULTS, type InitialRole, type RelationalPlanArgs } from "./relational.choices";

interface MembershipArgs extends RelationalPlanArgs {
  /**
   * Global database that the cluster is a member of.
   *
   * @default - none
   */
  readonly globalClusterIdentifier?: unknown;
  /**
   * Password that the database is created with.
   *
   * @default - none
   */
  readonly masterPassword?: unknown;
}

/** Reasons to refuse what a cluster is told about its global database, and how it comes into being. */
export const membershipRefusals: readonly Refusal<MembershipArgs>[] = [
  {
    when: (args) => initialRoleOf(args) === "alone" && args.currentRole !== undefined,
    say: ({ currentRole }) => ({
      arg: "currentRole",
      got: currentRole,
      expected: "nothing for a cluster that stands alone",
      change: "leave it out, or set initialRole",
    }),
  },
  {
    when: (args) => initialRoleOf(args) === "alone" && args.globalClusterIdentifier !== undefined,
    say: (args) => ({
      arg: "initialRole",
      got: initialRoleOf(args),
      expected: '"primary" or "secondary" in a global database',
      change: "say how the cluster comes into being, or leave globalClusterIdentifier out",
    }),
  },
  {
    when: (args) => initialRoleOf(args) !== "alone" && args.globalClusterIdentifier === undefined,
    say: () => ({
      arg: "globalClusterIdentifier",
      got: undefined,
      expected: "the identifier of the global database",
      change: "take it from the GlobalDatabase of the residency partition",
    }),
  },
  {
    when: (args) => initialRoleOf(args) === "secondary" && !isOtherRegion(args),
    say: ({ initialPrimaryRegion }) => ({
      arg: "initialPrimaryRegion",
      got: initialPrimaryRegion,
      expected: "another region, known and in the same AWS partition",
      change: "name the region of the initial primary",
    }),
  },
  {
    when: (args) => initialRoleOf(args) !== "secondary" && args.masterPassword === undefined,
    say: () => ({
      arg: "masterPassword",
      got: undefined,
      expected: "the password that the database is created with",
      change: "take it from the DatabaseSecret or the GlobalDatabase",
    }),
  },
  {
    when: (args) => initialRoleOf(args) === "secondary" && args.masterPassword !== undefined,
    say: () => ({
      arg: "masterPassword",
      got: "a password",
      expected: "nothing for an initial secondary, which takes its users from the primary",
      change: "leave it out",
    }),
  },
];

function initialRoleOf({ initialRole }: RelationalPlanArgs): InitialRole {
  return initialRole ?? RELATIONAL_DEFAULTS.initialRole;
}

function isOtherRegion({ initialPrimaryRegion, subnetIds }: RelationalPlanArgs): boolean {
  const [zone] = Object.keys(subnetIds);
  const own = zone?.slice(0, -1) ?? "";
  const partition = awsPartitionOf(initialPrimaryRegion ?? "");
  return partition !== undefined && partition === awsPartitionOf(own) && initialPrimaryRegion !== own;
}

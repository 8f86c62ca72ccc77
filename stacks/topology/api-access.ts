import type { Environment } from "../environment-schema";

/** How the Kubernetes API of one region is reached. */
export type PlannedApiAccess =
  | { readonly kind: "public"; readonly cidrs: readonly string[] }
  | { readonly kind: "private"; readonly runnerSecurityGroupId: string };

/**
 * How the Kubernetes API of a region is reached.
 * @throws RangeError where no runner is named for the region
 */
export function apiAccessOf({ apiAccess }: NonNullable<Environment["cluster"]>, region: string): PlannedApiAccess {
  switch (apiAccess.kind) {
    case "public":
      return apiAccess;
    case "private": {
      const runnerSecurityGroupId = apiAccess.runnerSecurityGroups[region];
      if (runnerSecurityGroupId === undefined) {
        throw new RangeError(`there is no runner in ${region}; check the environment first`);
      }
      return { kind: "private", runnerSecurityGroupId };
    }
  }
}

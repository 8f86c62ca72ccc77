import type { PolicyResource } from "@pulumi/policy";
import type { RelationalRule } from "./relational";
import { judgeAll } from "./rule";
import type { Stack } from "./stack";

/** What resources of some types have to have beside them: a resource of another type that refers to them. */
export interface Companionship {
  /** Types whose resources need one. */
  readonly of: readonly string[];
  /** What is missing, for the message: `a flow log`. */
  readonly what: string;
  /** Types of what belongs to them. */
  readonly types: readonly [string, ...string[]];
  /** Input by which that refers to them. */
  readonly by: string;
  /**
   * Whether one that refers to the resource is enough. Throws where that is not known yet.
   * @default - its being there
   */
  readonly holds?: (companion: PolicyResource) => boolean;
  /**
   * Resources that need none.
   * @default - none
   */
  readonly except?: (resource: PolicyResource, stack: Stack) => boolean;
}

/** Judges that every resource has its companion. */
export function requireCompanion(companionship: Companionship): RelationalRule["judgeStack"] {
  const { of, what, types, by, except = () => false } = companionship;
  return (stack, report) => {
    judgeAll(stack.ofType(...of), (resource) => {
      if (!except(resource, stack) && !hasCompanion(resource, stack, companionship)) {
        report(`${what} is missing, expected ${types[0]} with it as ${by}`, resource.urn);
      }
    });
  };
}

/** Whether one of the resources that refer to another is enough; an unknown one counts only where none is. */
export function hasCompanion(
  resource: PolicyResource,
  stack: Stack,
  { types, by, holds = () => true }: Pick<Companionship, "types" | "by" | "holds">,
): boolean {
  let found = false;
  const companions = types.flatMap((type) => stack.referrers(resource, type, by));
  try {
    judgeAll(companions, (companion) => {
      found ||= holds(companion);
    });
  } catch (error) {
    if (!found) {
      throw error;
    }
  }
  return found;
}

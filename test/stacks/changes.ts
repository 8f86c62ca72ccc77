import type { Plan, PlannedResource } from "../../planner/plan";
import { managed } from "./plan-environment";

type Plans = Readonly<Record<string, Plan>>;

/** What differs between two plans of the same stacks: a line for each resource, with the names of its inputs. */
export interface Changes {
  /** Resources that only the later plans have. */
  readonly added: readonly string[];
  /** Resources that only the earlier plans have. */
  readonly removed: readonly string[];
  /** Resources whose inputs differ, and which inputs. */
  readonly changed: readonly string[];
}

/** What differs between two plans of some stacks, other stacks aside. */
export function changesBetween(before: Plans, after: Plans, stacks: readonly string[]): Changes {
  const [from, to] = [resourcesOf(before, stacks), resourcesOf(after, stacks)];
  return {
    added: [...to.keys()].filter((key) => !from.has(key)),
    removed: [...from.keys()].filter((key) => !to.has(key)),
    changed: [...from].flatMap(([key, resource]) => changeOf(key, resource, to.get(key))),
  };
}

function resourcesOf(plans: Plans, stacks: readonly string[]): ReadonlyMap<string, PlannedResource> {
  return new Map(
    stacks.flatMap((stack) =>
      managed(plans[stack] ?? missing(stack)).map(
        (resource) => [`${stack} ${resource.type} ${resource.name}`, resource] as const,
      ),
    ),
  );
}

function changeOf(key: string, before: PlannedResource, after: PlannedResource | undefined): string[] {
  if (after === undefined) {
    return [];
  }
  const inputs = [...new Set([...Object.keys(before.inputs), ...Object.keys(after.inputs)])].toSorted();
  const differing = inputs.filter(
    (input) => JSON.stringify(before.inputs[input]) !== JSON.stringify(after.inputs[input]),
  );
  return differing.length === 0 ? [] : [`${key}: ${differing.join(", ")}`];
}

function missing(stack: string): never {
  throw new Error(`${stack} was not planned`);
}

import type { Plan, PlannedResource } from "../../planner/plan";

/** What a stack consists of: how many resources of each type, and each with its place. */
export interface StackInventory {
  readonly counts: Readonly<Record<string, number>>;
  /** `type name parent` of each resource; the parent is named as `type::name`, `-` where there is none. */
  readonly resources: readonly string[];
}

/** Inventory of an environment's stacks: identities in full, and no attributes. */
export function inventoryOf(plans: Readonly<Record<string, Plan>>): Readonly<Record<string, StackInventory>> {
  return Object.fromEntries(Object.entries(plans).map(([name, plan]) => [name, inventory(plan)]));
}

function inventory({ resources }: Plan): StackInventory {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const types = [...new Set(resources.map(({ type }) => type))].toSorted();
  const counts = types.map((type) => [type, resources.filter((resource) => resource.type === type).length]);
  return {
    counts: Object.fromEntries(counts),
    resources: resources.map((resource) => line(resource, byUrn.get(resource.parent ?? ""))).toSorted(),
  };
}

function line({ type, name }: PlannedResource, parent: PlannedResource | undefined): string {
  return `${type} ${name} ${parent === undefined ? "-" : `${parent.type}::${parent.name}`}`;
}

import { STACK_TYPE } from "../engine/urn";

/** Digits of the largest number of resources that a stack is likely to have. */
const COUNT_WIDTH = 5;

/** What a stack consists of: how many resources of each type, and each with its place. */
export interface StackInventory {
  readonly counts: Readonly<Record<string, number>>;
  /** `type name parent` of each resource; the parent is named as `type::name`, `-` where there is none. */
  readonly resources: readonly string[];
}

/** A resource, as far as an inventory reads it. */
interface Identity {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent?: string | null;
}

/** A stack, as far as an inventory reads it; that of a preview is one. */
interface NamedStack {
  readonly name: string;
  readonly resources: readonly Identity[];
}

/** Inventory of a stack's resources: identities in full, and no attributes. */
export function inventoryOfResources(resources: readonly Identity[]): StackInventory {
  const byUrn = new Map(resources.map((resource) => [resource.urn, resource]));
  const types = [...new Set(resources.map(({ type }) => type))].sort();
  const counts = types.map((type) => [type, resources.filter((resource) => resource.type === type).length]);
  return {
    counts: Object.fromEntries(counts),
    resources: resources.map((resource) => line(resource, byUrn.get(resource.parent ?? ""))).sort(),
  };
}

function line({ type, name }: Identity, parent: Identity | undefined): string {
  return `${type} ${name} ${parent === undefined ? "-" : `${parent.type}::${parent.name}`}`;
}

/**
 * Inventory of previewed stacks, by stack. A line that changes is a resource that is made, deleted or replaced. The
 * project's name is in none of them, so that a fork has the inventory of what it was forked from.
 */
export function inventoryOf({ stacks }: { readonly stacks: readonly NamedStack[] }): Record<string, StackInventory> {
  return Object.fromEntries(
    stacks.map(({ name, resources }) => [
      name,
      inventoryOfResources(
        resources.map((resource) => (resource.type === STACK_TYPE ? { ...resource, name } : resource)),
      ),
    ]),
  );
}

/** An inventory as a person reads it: for each stack how many resources of which type, and their sum. */
export function inventoryText(inventories: Readonly<Record<string, StackInventory>>): string {
  return Object.entries(inventories)
    .map(([stack, { counts, resources }]) => {
      const rows = Object.entries(counts).map(([type, count]) => `  ${String(count).padStart(COUNT_WIDTH)}  ${type}`);
      return [stack, ...rows, `  ${String(resources.length).padStart(COUNT_WIDTH)}  in all`, ""].join("\n");
    })
    .join("\n");
}

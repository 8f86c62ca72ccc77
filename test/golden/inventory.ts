import type { Plan } from "../../planner/plan";
import { inventoryOfResources, type StackInventory } from "../../planner/report/inventory";

export type { StackInventory } from "../../planner/report/inventory";

/** Inventory of an environment's stacks: identities in full, and no attributes. */
export function inventoryOf(plans: Readonly<Record<string, Plan>>): Readonly<Record<string, StackInventory>> {
  return Object.fromEntries(
    Object.entries(plans).map(([name, { resources }]) => [name, inventoryOfResources(resources)]),
  );
}

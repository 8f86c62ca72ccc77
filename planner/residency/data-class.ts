import { holderKindOf, PART_OF_HOLDER, RECORD_WRITERS } from "../../facts/data-holders";
import { DATA_CLASSES, type DataClass } from "../../facts/tag-schema";
import type { Fleet, FleetResource } from "./fleet";
import { isBound } from "./verdict";

/** What a resource is known to hold, and who says so. */
export interface Holding {
  /** Absent where nobody states it: it then counts as bound. */
  readonly dataClass?: DataClass;
  /** The resource whose tag says so. */
  readonly holder?: FleetResource;
}

/**
 * What passes through a resource: what it holds by its own tag, or what the holder it is part of holds. The tag of what only
 * carries, such as a plan of backups, says nothing of what it carries.
 */
export function holdingOf(each: FleetResource, fleet: Fleet): Holding {
  const { type } = each.resource;
  if (holderKindOf(type) !== undefined) {
    const dataClass = heldBy(each, fleet);
    return dataClass === undefined ? { holder: each } : { dataClass, holder: each };
  }
  const holder = holderOf(each, fleet);
  const dataClass = holder === undefined ? undefined : heldBy(holder, fleet);
  return holder === undefined || dataClass === undefined ? {} : { dataClass, holder };
}

/** Class of what a holder holds: what its tag says, or what is brought into it, where that is protected more. */
function heldBy(holder: FleetResource, { received }: Fleet): DataClass | undefined {
  return received.get(holder) ?? classTag(holder);
}

/** The holder that a resource is part of, or writes to. */
function holderOf({ resource: { type }, inputs, zone }: FleetResource, fleet: Fleet): FleetResource | undefined {
  const parts = { ...PART_OF_HOLDER, ...RECORD_WRITERS };
  const input = Object.hasOwn(parts, type) ? parts[type] : undefined;
  const name = input === undefined ? undefined : inputs[input];
  const found = typeof name === "string" ? (fleet.named.get(name) ?? []) : [];
  const holders = found.filter((one) => holderKindOf(one.resource.type) !== undefined);
  return holders.find((one) => one.zone === zone) ?? holders[0];
}

/** Class that a resource's tag states, where it states a known one. */
export function classTag({ tags }: FleetResource): DataClass | undefined {
  return DATA_CLASSES.find((known) => known === tags["data-class"]);
}

/** Whether what passes through a resource is, or may be, bound by a regime. */
export function isBoundThrough(each: FleetResource, fleet: Fleet): boolean {
  return isBound(holdingOf(each, fleet).dataClass);
}

import type { PathKind } from "../../facts/data-paths";
import { holderKindOf, type HolderKind } from "../../facts/data-holders";
import type { DataClass } from "../../facts/tag-schema";
import { holdingOf } from "./data-class";
import type { Fleet, FleetResource } from "./fleet";
import { follow } from "./follow";
import { inputTexts } from "./inputs";
import { isBound } from "./verdict";

/** Ways by which records are copied whole. */
const COPYING: readonly PathKind[] = ["replica", "backup", "destination", "target", "dead-letter"];
/** Holders whose tag says nothing anyway, or whose records are no copies. */
const NOT_FILLED: readonly HolderKind[] = ["key", "backup", "edge"];

/**
 * A fleet that knows what is brought into its stores: a bucket that says it is internal holds personal data all the same once
 * a personal one is replicated into it, and so does the next one after it.
 */
export function withReceived(fleet: Fleet): Fleet {
  const received = new Map<FleetResource, DataClass>();
  const known: Fleet = { ...fleet, received };
  const open = fleet.resources.filter((each) => isBoundByTag(each, known));
  for (let each = open.pop(); each !== undefined; each = open.pop()) {
    const { dataClass } = holdingOf(each, known);
    for (const filled of dataClass === undefined ? [] : filledBy(each, known)) {
      received.set(filled, dataClass ?? "personal");
      open.push(...fleet.resources.filter((next) => holdingOf(next, known).holder === filled));
    }
  }
  return known;
}

/** Whether what passes through a resource is bound, and somebody says so: what nobody says anything of counts as bound anyway. */
function isBoundByTag(each: FleetResource, fleet: Fleet): boolean {
  const { dataClass } = holdingOf(each, fleet);
  return dataClass !== undefined && isBound(dataClass);
}

/** Holders that a resource copies into, and that say they hold nothing bound. */
function filledBy(each: FleetResource, fleet: Fleet): FleetResource[] {
  const { holder } = holdingOf(each, fleet);
  return inputTexts(each.resource).flatMap((found) => {
    const { known } = found;
    if (known?.verdict !== "path" || known.kind === undefined || !COPYING.includes(known.kind)) {
      return [];
    }
    return follow({ from: each, found, path: known }, fleet).flatMap((place) =>
      place.at === "resource" && place.resource !== holder && isFillable(place.resource, fleet) ? [place.resource] : [],
    );
  });
}

function isFillable(holder: FleetResource, fleet: Fleet): boolean {
  const kind = holderKindOf(holder.resource.type);
  const { dataClass } = holdingOf(holder, fleet);
  return kind !== undefined && !NOT_FILLED.includes(kind) && dataClass !== undefined && !isBound(dataClass);
}

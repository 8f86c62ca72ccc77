import type { PathKind } from "../../facts/data-paths";
import { tagShapeOf } from "../../facts/aws-type-lists";
import { holderKindOf } from "../../facts/data-holders";
import { classTag, holdingOf } from "./data-class";
import type { Said } from "./evidence";
import type { Fleet, FleetResource } from "./fleet";
import { follow } from "./follow";
import { inputTexts } from "./inputs";
import { judgeType } from "./standing";
import { isBound } from "./verdict";

/** Value of the tag `residency` for what holds no partition's data. */
const NO_PARTITION = "global";
const NOWHERE = "nobody can say";
/** Ways that bring data of what they name to the resource. */
const BRINGING: readonly PathKind[] = ["source", "backup", "replica", "edge", "key", "destination"];

/** What belongs to no partition holds no data that a regime binds, and takes none out of a partition. */
export function judgeHomeless(each: FleetResource, fleet: Fleet): Said[] {
  return [...judgeType(each), ...judgeOwn(each), ...judgeUntold(each, fleet), ...judgeTaken(each, fleet)];
}

/** Where several regimes meet in a stack, what has no tag can belong to any of them. */
function judgeUntold(each: FleetResource, fleet: Fleet): Said[] {
  if (!fleet.mixed.has(each.stack) || each.tags["residency"] !== undefined) {
    return [];
  }
  const path = inputTexts(each.resource).find(({ known }) => known?.verdict === "path");
  const because = "several regimes meet in this stack, and nobody says which binds it; name the environment";
  return path === undefined
    ? []
    : [{ verdict: "undecided", leadsTo: NOWHERE, because, input: path.place, kind: path.known?.kind ?? "reference" }];
}

function judgeOwn(each: FleetResource): Said[] {
  const { type } = each.resource;
  if (holderKindOf(type) === undefined || tagShapeOf(type) === undefined) {
    return [];
  }
  const [kind, dataClass, residency] = ["class", classTag(each), each.tags["residency"]];
  if (residency !== undefined && residency !== NO_PARTITION) {
    const because = `nobody says what residency ${residency} is; name the environment, or a regime`;
    return [{ verdict: "undecided", leadsTo: NOWHERE, because, input: "tags.residency", kind }];
  }
  const input = "tags.data-class";
  if (dataClass === undefined) {
    const because = "it holds data, has no data-class, and belongs to no partition";
    return [{ verdict: "undecided", leadsTo: NOWHERE, because, input, kind }];
  }
  const because = `data of class ${dataClass} belong to a partition, and this belongs to none`;
  return isBound(dataClass) ? [{ verdict: "leaves", leadsTo: "no partition", because, input, kind }] : [];
}

function judgeTaken(each: FleetResource, fleet: Fleet): Said[] {
  return inputTexts(each.resource).flatMap((found) => {
    const { known } = found;
    if (known?.verdict !== "path" || known.kind === undefined || !BRINGING.includes(known.kind)) {
      return [];
    }
    const { kind } = known;
    return follow({ from: each, found, path: known }, fleet).flatMap((place): Said[] => {
      if (place.at !== "resource" || place.resource.zone === undefined) {
        return [];
      }
      const { resource, zone } = place.resource;
      const leadsTo = `${resource.name} of ${zone.name}`;
      return [{ ...taken(each, place.resource, fleet), leadsTo, input: found.place, kind }];
    });
  });
}

/**
 * What a distribution takes of a program and keeps are its pages, of its own class; what it passes on it keeps nowhere. Of a
 * store it takes what the store holds.
 */
function taken(each: FleetResource, from: FleetResource, fleet: Fleet): Pick<Said, "verdict" | "because"> {
  const isEdge = holderKindOf(each.resource.type) === "edge" && holderKindOf(from.resource.type) === undefined;
  const dataClass = isEdge ? classTag(each) : holdingOf(from, fleet).dataClass;
  if (isBound(dataClass)) {
    return { verdict: "leaves", because: `it takes ${from.zone?.name ?? NOWHERE}'s data out` };
  }
  const data = String(dataClass);
  return { verdict: "free", because: isEdge ? `its pages are ${data}` : `it holds ${data} data` };
}

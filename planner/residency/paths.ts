import { coversClass, isBound, judgePlace, type Judgement } from "./verdict";
import { classTag, holdingOf, type Holding } from "./data-class";
import type { Said } from "./evidence";
import type { Fleet, FleetResource } from "./fleet";
import { follow, type Step } from "./follow";
import { inputTexts } from "./inputs";
import type { Place } from "./place";
import { isDeadEnd, readsOnlyUnbound } from "./rights";
import type { SchemaProofs } from "./schema-proof";
import { placesInText } from "./text-places";
import { holderKindOf, type HolderKind } from "../../facts/data-holders";
import type { PathKind } from "../../facts/data-paths";
import type { Zone } from "./zone";
import { isRegime, regimeOf } from "../../facts/residency";

/** What is said of a secret: not where it leads, nor why that is known. */
const HIDDEN = { leadsTo: "[secret]", because: "its value is secret" } as const;
const ROLE = "aws:iam/role:Role";

/** Follows every input of a resource of a zone by which its data can get somewhere. */
export function followPaths(from: FleetResource, zone: Zone, { fleet, schemas }: Given): Said[] {
  const holding = holdingOf(from, fleet);
  return inputTexts(from.resource).flatMap((found) => {
    const { known } = found;
    if (known?.verdict === "control") {
      return [];
    }
    if (known?.verdict !== "path") {
      return hiddenPlaces(found.text, fleet).map((place) => ({
        ...asHidden(judgePlace(place, zone, fleet)),
        input: found.place,
        kind: "hidden",
      }));
    }
    const step: Step = { from, found, path: known };
    return follow(step, fleet).map((place) => ({
      ...trusted(
        taken(
          excused(judgePlace(place, zone, fleet), {
            from,
            place,
            holding,
            zone,
            schemas,
            ...broughtBy(place, step, fleet),
          }),
          step,
          { place, fleet },
        ),
        step,
        { place, fleet },
      ),
      ...(found.secret && HIDDEN),
      input: found.place,
      kind: known.kind ?? "reference",
    }));
  });
}

/** Ways that bring data of what they name to the resource. */
const BRINGING: readonly PathKind[] = ["source", "backup", "replica"];

/** What is fetched from elsewhere is what lies there, whatever the tag of what fetches it says. */
function broughtBy(place: Place, { path }: Step, fleet: Fleet): { readonly brought?: Holding } {
  return place.at === "resource" && path.kind !== undefined && BRINGING.includes(path.kind)
    ? { brought: holdingOf(place.resource, fleet) }
    : {};
}

/** Ways by which a role that lies elsewhere is named to be taken on. */
const TAKING: readonly PathKind[] = ["rights", "egress"];

/** A role that lies elsewhere may be taken on where its rights carry nothing to what they name. */
function taken(judgement: Judgement, { path }: Step, { place, fleet }: { place: Place; fleet: Fleet }): Judgement {
  const isAsked = judgement.verdict === "leaves" && path.kind !== undefined && TAKING.includes(path.kind);
  return isAsked && place.at === "resource" && isDeadEnd(place.resource, fleet)
    ? { ...judgement, verdict: "free", because: "its rights carry nothing to what they name" }
    : judgement;
}

/** A role may be taken on from another zone of the fleet where its rights read nothing that a regime binds. */
function trusted(
  judgement: Judgement,
  { from, path }: Step,
  { place, fleet }: { place: Place; fleet: Fleet },
): Judgement {
  const isAsked = judgement.verdict === "leaves" && path.kind === "trust" && from.resource.type === ROLE;
  if (!isAsked || place.at !== "account" || !fleet.accounts.has(place.account)) {
    return judgement;
  }
  const because = readsOnlyUnbound(from, fleet);
  return because === undefined
    ? { ...judgement, because: `${judgement.because}; and its rights are not shown to read nothing personal` }
    : { ...judgement, verdict: "declared", because };
}

/** What paths are judged by, beside the resource. */
export interface Given {
  readonly fleet: Fleet;
  readonly schemas: SchemaProofs;
}

const HIDDEN_NAME = /\barn:|\bs3a?:\/\/|amazonaws\./;

/** Names of other places in an input that is said to name none: only what names its place in full is looked at. */
function hiddenPlaces(text: string, fleet: Fleet): Place[] {
  return HIDDEN_NAME.test(text)
    ? placesInText(text, fleet).filter(({ at }) => at === "region" || at === "resource")
    : [];
}

function asHidden(judgement: Judgement): Judgement {
  return judgement.verdict === "leaves"
    ? {
        ...judgement,
        verdict: "undecided",
        because: `${judgement.because}, and the input is not known to name a place`,
      }
    : judgement;
}

/** What a judgement is excused by. */
export interface Case {
  readonly from: FleetResource;
  readonly place: Place;
  readonly holding: Holding;
  /** What the place itself holds, where the way brings it here. */
  readonly brought?: Holding;
  readonly zone: Zone;
  readonly schemas: SchemaProofs;
}

/** What leaves may leave where it holds nothing that a regime binds, and what is declared must be declared for its class. */
export function excused(judgement: Judgement, given: Case): Judgement {
  switch (judgement.verdict) {
    case "declared":
      return declaredFor(judgement, given);
    case "leaves":
      return excusedByClass(judgement, given);
    case "kept":
    case "free":
    case "undecided":
      return judgement;
  }
}

/** A program sends what it can hold by its own tag. */
function declaredFor(judgement: Judgement, { from, place, holding, zone }: Case): Judgement {
  return place.at !== "host" || coversClass(zone, place.host, holding.dataClass ?? classTag(from))
    ? judgement
    : {
        ...judgement,
        verdict: "leaves",
        because: `${judgement.because}; yet it is declared for data of a lower class`,
      };
}

function excusedByClass(judgement: Judgement, given: Case): Judgement {
  const { schemas, zone } = given;
  const { dataClass, holder } = given.brought ?? given.holding;
  const kind = holder === undefined ? undefined : holderKindOf(holder.resource.type);
  if (holder === undefined || isBound(dataClass) || kind === undefined || SAYS_NOTHING.includes(kind)) {
    return judgement;
  }
  if (kind === "log" && bindsLogs(zone)) {
    return { ...judgement, because: `${judgement.because}; and ${zone.regime} binds every log` };
  }
  const because = `${holder.resource.name} holds ${String(dataClass)} data, which no regime binds`;
  return kind === "channel" ? schemas.excuse(judgement, holder) : { ...judgement, verdict: "free", because };
}

/** Whether a regime wants logs kept, and kept at home, whatever they hold. */
function bindsLogs({ regime }: Zone): boolean {
  return isRegime(regime) && regimeOf(regime).minimumLogDays !== undefined;
}

/** Of what a key opens, and of what a vault keeps copies of, their own tags say nothing. */
const SAYS_NOTHING: readonly HolderKind[] = ["key", "backup"];

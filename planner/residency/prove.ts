import { holderKindOf, type HolderKind } from "../../facts/data-holders";
import { isRegime, regimeOf } from "../../facts/residency";
import type { DataClass } from "../../facts/tag-schema";
import { classTag } from "./data-class";
import { judgeEdge } from "./edge";
import { evidenceOf, type Evidence } from "./evidence";
import type { Fleet, FleetResource } from "./fleet";
import { judgeHandovers } from "./handovers";
import { judgeHomeless } from "./homeless";
import { followPaths } from "./paths";
import { judgeProviders } from "./providers";
import { withReceived } from "./received";
import { SchemaProofs, type SchemaLookup, type SchemaProof } from "./schema-proof";
import { judgeStanding } from "./standing";
import { judgeState } from "./state";
import type { Verdict } from "./verdict";
import type { Zone } from "./zone";

/** A store, a channel or a copy, and where it lies. */
export interface Holder {
  readonly zone: string;
  readonly stack: string;
  readonly urn: string;
  readonly holds: HolderKind;
  /** Absent where it does not say. */
  readonly dataClass?: DataClass;
  /** Region; absent where it has none. */
  readonly region?: string;
}

/** The verdict about one zone. */
export interface ZoneVerdict {
  readonly zone: Zone;
  readonly verdict: "proven" | "leaks" | "undecided";
  /** Ways that were followed, by what was said of them. */
  readonly ways: Readonly<Record<Verdict, number>>;
}

/** What is proven of a fleet. */
export interface Proof {
  readonly zones: readonly ZoneVerdict[];
  readonly holders: readonly Holder[];
  readonly evidence: readonly Evidence[];
  /** Schemas by which streams may leave. */
  readonly schemas: readonly SchemaProof[];
}

/** Evidence that is a finding: data leave, or nobody can say. */
export function isFinding({ verdict }: Pick<Evidence, "verdict">): boolean {
  return verdict === "leaves" || verdict === "undecided";
}

/**
 * Proves of every zone of a fleet that its data stay inside, or says by which input of which resource they do not.
 * @param lookup finds the schemas that streams declare
 */
export function proveResidency(given: Fleet, lookup: SchemaLookup): Proof {
  const fleet = withReceived(given);
  const schemas = new SchemaProofs(lookup);
  const evidence = [
    ...fleet.zones.flatMap((zone) => judgeDeclaration(zone)),
    ...fleet.stacks.flatMap((stack) => {
      const zone = fleet.zones.find(({ name }) => name === stack.described?.partition);
      return zone === undefined ? [] : [...judgeState(stack, zone, fleet), ...judgeProviders(stack, zone, fleet)];
    }),
    ...fleet.resources.flatMap((each) => judgeResource(each, fleet, schemas)),
  ];
  const holders = fleet.resources.flatMap(holderOf);
  const zones = fleet.zones.map((zone) => verdictOf(zone, evidence));
  return { zones, holders, evidence, schemas: schemas.proofs };
}

function judgeResource(each: FleetResource, fleet: Fleet, schemas: SchemaProofs): Evidence[] {
  const { zone } = each;
  const said =
    zone === undefined
      ? judgeHomeless(each, fleet)
      : [
          ...judgeStanding(each, zone, fleet),
          ...judgeEdge(each, zone),
          ...judgeHandovers(each, zone, { fleet, schemas }),
          ...followPaths(each, zone, { fleet, schemas }),
        ];
  return said.map((one) => evidenceOf(each, one));
}

/** The regions that an environment gives a zone are its regime's, or are on record as transfers. */
function judgeDeclaration({ name, regime, regions, transfers, personalData }: Zone): Evidence[] {
  const place = { zone: name, stack: name, urn: `partitions.${name}`, input: "regions", kind: "place" };
  if (!isRegime(regime)) {
    const because = `${regime === "" ? "nobody names a regime" : `${regime} is no regime that is known`}`;
    return [{ ...place, input: "regime", verdict: "undecided", leadsTo: "nobody can say", because }];
  }
  const { regions: own, regionsByTransfer } = regimeOf(regime);
  const home: readonly string[] = own;
  return regions.map((region) => {
    if (home.includes(region)) {
      return { ...place, verdict: "kept", leadsTo: region, because: `it lies in ${regimeOf(regime).jurisdiction}` };
    }
    const record = Object.hasOwn(regionsByTransfer, region) ? transfers[region] : undefined;
    if (record !== undefined) {
      return { ...place, verdict: "declared", leadsTo: region, because: `transfer on record: ${record}` };
    }
    return personalData === "on-premises"
      ? { ...place, verdict: "free", leadsTo: region, because: "personal data stay on premises" }
      : { ...place, verdict: "leaves", leadsTo: region, because: `${regime} does not have it` };
  });
}

function holderOf(each: FleetResource): Holder[] {
  const holds = holderKindOf(each.resource.type);
  if (holds === undefined) {
    return [];
  }
  const dataClass = classTag(each);
  return [
    {
      zone: each.zone?.name ?? "global",
      stack: each.stack,
      urn: each.resource.urn,
      holds,
      ...(dataClass !== undefined && { dataClass }),
      ...(each.lies.kind === "region" && { region: each.lies.region }),
    },
  ];
}

function verdictOf(zone: Zone, evidence: readonly Evidence[]): ZoneVerdict {
  const own = evidence.filter((one) => one.zone === zone.name);
  const count = (verdict: Verdict): number => own.filter((one) => one.verdict === verdict).length;
  const ways = {
    kept: count("kept"),
    declared: count("declared"),
    free: count("free"),
    leaves: count("leaves"),
    undecided: count("undecided"),
  };
  return { zone, verdict: ways.leaves > 0 ? "leaks" : ways.undecided > 0 ? "undecided" : "proven", ways };
}

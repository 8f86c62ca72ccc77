import { isAwsRegion } from "../../../facts/regions";
import type { ResidencyDocument, ReportedWay } from "../residency/document";
import type { JudgedStack } from "../preview";
import type { PageFlow, PagePlace, PageWay, PageZone, WayVerdict } from "./page-data";

/** Verdicts from the gravest to the least. */
const GRAVITY = ["leaves", "undecided", "declared", "free", "kept"] as const satisfies readonly WayVerdict[];
/** Kinds of way that say something of a resource itself, and lead nowhere. */
const OF_ITSELF: ReadonlySet<string> = new Set(["class", "retention", "schema"]);
const GLOBAL = "global";

/** What is asked of the fleet to draw it. */
export interface Drawn {
  readonly zones: readonly PageZone[];
  readonly places: readonly PagePlace[];
  readonly flows: readonly PageFlow[];
}

/** The end of a flow that is a whole partition. */
function zoneEnd(zone: string): string {
  return `zone:${zone}`;
}

/** Draws stacks without a proof: where nobody names a partition, nothing is known of ways. */
export function unprovenMap(stacks: readonly JudgedStack[]): Drawn {
  return { zones: [], places: new Places(stacks, undefined).all(new Map()), flows: [] };
}

/**
 * The map of a proof: what is followed inside a place is counted there, inside a partition it flows between its regions,
 * and otherwise between partitions, or to what is outside of all of them.
 */
export function provenMap(stacks: readonly JudgedStack[], proof: ResidencyDocument): Drawn {
  const places = new Places(stacks, proof);
  const inside = new Map<string, Record<WayVerdict, number>>();
  const between = new Map<string, { from: string; to: string; ways: PageWay[] }>();
  for (const way of proof.ways) {
    const { from, to } = places.endsOf(way);
    if (from === to) {
      const counts = inside.get(from) ?? { kept: 0, declared: 0, free: 0, leaves: 0, undecided: 0 };
      counts[way.verdict] += 1;
      inside.set(from, counts);
      continue;
    }
    const key = `${from}\n${to}`;
    const flow = between.get(key) ?? { from, to, ways: [] };
    flow.ways.push(pageWay(way));
    between.set(key, flow);
  }
  const flows = [...between.values()].map((flow) => ({ ...flow, verdict: gravest(flow.ways) }));
  return {
    zones: proof.zones.map(({ name, verdict, title, regime, tenants, markets }) => {
      return { name, verdict, regime: title ?? regime, tenants, markets };
    }),
    places: places.all(inside),
    flows: flows.toSorted((one, other) => orderOf(one) - orderOf(other)),
  };
}

function gravest(ways: readonly PageWay[]): WayVerdict {
  return GRAVITY.find((verdict) => ways.some((way) => way.verdict === verdict)) ?? "kept";
}

function orderOf({ verdict }: Pick<PageFlow, "verdict">): number {
  return GRAVITY.indexOf(verdict);
}

function pageWay({ stack, urn, input, kind, verdict, leadsTo, because }: ReportedWay): PageWay {
  return { stack, resource: nameOf(urn), input, kind, verdict, leadsTo, because };
}

/** Name of the resource that a URN is of. */
export function nameOf(urn: string): string {
  return urn.slice(urn.lastIndexOf("::") + 2);
}

/** Where things lie, and where ways lead. */
class Places {
  readonly #stacks: ReadonlyMap<string, JudgedStack>;
  readonly #regionOf: ReadonlyMap<string, string>;
  readonly #outside = new Set<string>();

  constructor(
    stacks: readonly JudgedStack[],
    private readonly proof: ResidencyDocument | undefined,
  ) {
    this.#stacks = new Map(stacks.map((stack) => [stack.plan.stack, stack]));
    this.#regionOf = new Map(
      stacks.flatMap(({ plan }) =>
        plan.resources.flatMap(({ urn, region }) => (region === undefined ? [] : [[urn, region] as const])),
      ),
    );
  }

  /** Both ends of a way. Between partitions they are whole partitions: that is what the verdict is about. */
  endsOf(way: ReportedWay): { readonly from: string; readonly to: string } {
    const from = this.startOf(way);
    const to = OF_ITSELF.has(way.kind) ? from : this.targetOf(way, from);
    const isWithin = from === to || this.zoneOf(from) === this.zoneOf(to);
    return isWithin ? { from, to } : { from: this.wholeOf(from), to: this.wholeOf(to) };
  }

  /** Every place, in the order in which the environment has them. */
  all(inside: ReadonlyMap<string, Record<WayVerdict, number>>): PagePlace[] {
    const none = { kept: 0, declared: 0, free: 0, leaves: 0, undecided: 0 };
    const made = (place: Pick<PagePlace, "id" | "kind" | "zone" | "label">): PagePlace => ({
      ...place,
      role: this.roleOf(place),
      resources: this.resourcesIn(place.id),
      holders: this.holdersIn(place),
      inside: inside.get(place.id) ?? none,
    });
    const zones = this.proof?.zones ?? [];
    const outside = [...this.#outside].map((label) => made({ id: label, kind: "outside", zone: null, label }));
    return [
      ...(this.resourcesIn(GLOBAL) > 0 || inside.has(GLOBAL)
        ? [made({ id: GLOBAL, kind: "global", zone: null, label: "No region" })]
        : []),
      ...zones.flatMap(({ name, regions }) =>
        regions.map((region) => made({ id: `${name}/${region}`, kind: "region", zone: name, label: region })),
      ),
      ...(zones.length === 0
        ? this.bareRegions().map((label) => made({ id: label, kind: "region", zone: null, label }))
        : []),
      ...outside,
    ];
  }

  private startOf({ stack, urn, zone, leadsTo }: ReportedWay): string {
    const known = this.proof?.zones.find(({ name }) => name === zone);
    if (known === undefined) {
      return GLOBAL;
    }
    const own = this.#regionOf.get(urn);
    const home = this.#stacks.get(stack)?.described?.region;
    // A statement about the partition itself is about the region that it names.
    const region = [own, home, leadsTo].find((each) => each !== undefined && known.regions.includes(each));
    return region === undefined ? zoneEnd(zone) : `${zone}/${region}`;
  }

  private targetOf(way: ReportedWay, from: string): string {
    const { verdict, leadsTo } = way;
    const named = this.regionIn(leadsTo, way.zone) ?? this.accountIn(leadsTo, from) ?? this.zoneIn(leadsTo, from);
    if (named !== undefined) {
      return named;
    }
    if (verdict === "kept") {
      return from;
    }
    this.#outside.add(leadsTo);
    return leadsTo;
  }

  /** `eu-west-1`, or `NAME in eu-west-1`: a region of the own partition rather than of another. */
  private regionIn(leadsTo: string, zone: string): string | undefined {
    const region = leadsTo.slice(leadsTo.lastIndexOf(" ") + 1);
    const hasSense = leadsTo === region || leadsTo.endsWith(` in ${region}`);
    if (!hasSense || !isAwsRegion(region)) {
      return undefined;
    }
    const owners = (this.proof?.zones ?? []).filter(({ regions }) => regions.includes(region));
    const owner = owners.find(({ name }) => name === zone) ?? owners[0];
    return owner === undefined ? undefined : `${owner.name}/${region}`;
  }

  private accountIn(leadsTo: string, from: string): string | undefined {
    const account = /\baccount (\d{12})$/.exec(leadsTo)?.[1];
    const owners = (this.proof?.zones ?? []).filter(
      ({ accounts }) => account !== undefined && accounts.includes(account),
    );
    return this.withinOr(
      from,
      owners.map(({ name }) => name),
    );
  }

  /** `NAME of PARTITION`. */
  private zoneIn(leadsTo: string, from: string): string | undefined {
    const owners = (this.proof?.zones ?? []).filter(({ name }) => leadsTo.endsWith(` of ${name}`));
    return this.withinOr(
      from,
      owners.map(({ name }) => name),
    );
  }

  /** The place itself where one of the partitions is its own. */
  private withinOr(from: string, zones: readonly string[]): string | undefined {
    const [first] = zones;
    if (first === undefined) {
      return undefined;
    }
    return zones.some((zone) => zone === this.zoneOf(from)) ? from : zoneEnd(first);
  }

  private zoneOf(end: string): string | undefined {
    const zone = end.startsWith("zone:") ? end.slice("zone:".length) : end.slice(0, end.indexOf("/"));
    return this.proof?.zones.some(({ name }) => name === zone) === true ? zone : undefined;
  }

  private wholeOf(end: string): string {
    const zone = this.zoneOf(end);
    return zone === undefined ? end : zoneEnd(zone);
  }

  private bareRegions(): string[] {
    return [...new Set(this.#regionOf.values())].sort();
  }

  private roleOf({ zone, label }: Pick<PagePlace, "zone" | "label">): string | null {
    const stack = [...this.#stacks.values()].find(
      ({ described }) => described?.kind === "region" && described.partition === zone && described.region === label,
    );
    return zone === null ? null : (stack?.described?.role ?? null);
  }

  private resourcesIn(id: string): number {
    const counts = [...this.#stacks.values()].map(({ plan, described }) =>
      plan.resources.filter(({ kind, region }) => kind === "custom" && this.placeOf(described, region) === id),
    );
    return counts.reduce((sum, { length }) => sum + length, 0);
  }

  private placeOf(described: JudgedStack["described"], region: string | undefined): string {
    const zone = described?.partition;
    if (zone !== undefined) {
      return `${zone}/${region ?? described?.region ?? ""}`;
    }
    return described === undefined ? (region ?? GLOBAL) : GLOBAL;
  }

  private holdersIn({ id, zone, label }: Pick<PagePlace, "id" | "zone" | "label">): Record<string, number> {
    const here = (this.proof?.holders ?? []).filter((holder) =>
      id === GLOBAL ? holder.zone === GLOBAL : holder.zone === zone && holder.region === label,
    );
    const counts: Record<string, number> = {};
    here.forEach(({ holds }) => (counts[holds] = (counts[holds] ?? 0) + 1));
    return counts;
  }
}

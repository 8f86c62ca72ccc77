import type { Plan, PlannedResource, PropertyValue } from "../plan";
import type { ResourceCost } from "./estimate";
import { grouped } from "./grouped";
import { valueAt } from "../resource/reader";

/** What some resources cost together, by what they share. */
export interface Share {
  readonly name: string;
  readonly usd: number;
}

/** USD of a month for one resource: what is known of it. */
export function usdOf({ lines }: ResourceCost): number {
  return lines.reduce((sum, { usd }) => sum + (usd ?? 0), 0);
}

/** The costs by what they share, dearest first. */
export function sharesBy(costs: readonly ResourceCost[], nameOf: (cost: ResourceCost) => string): readonly Share[] {
  return [...grouped(costs, nameOf)]
    .map(([name, group]) => ({ name, usd: group.reduce((sum, cost) => sum + usdOf(cost), 0) }))
    .toSorted((left, right) => (left.name < right.name ? -1 : 1))
    .toSorted((left, right) => right.usd - left.usd);
}

/** How many of a region's billed resources have all the prices that they need. */
export interface Coverage {
  readonly region: string;
  readonly billed: number;
  readonly priced: number;
}

/** Coverage by region; what is paid at another region's price, such as a replica, counts there as well. */
export function coverageOf(costs: readonly ResourceCost[]): readonly Coverage[] {
  const parts = costs.flatMap((cost) => {
    const regions = new Set([cost.region, ...cost.lines.map(({ region }) => region ?? cost.region)]);
    return [...regions].map((region) => ({ region, isPriced: isPricedIn(cost, region) }));
  });
  return [...grouped(parts, ({ region }) => region)]
    .map(([region, group]) => ({
      region,
      billed: group.length,
      priced: group.filter(({ isPriced }) => isPriced).length,
    }))
    .toSorted((left, right) => (left.region < right.region ? -1 : 1));
}

function isPricedIn(cost: ResourceCost, region: string): boolean {
  const own = cost.lines.filter((line) => (line.region ?? cost.region) === region);
  return own.every(({ price }) => price !== undefined) && (cost.unpriced === undefined || cost.region !== region);
}

/** Names the outermost component around each resource of some plans, by URN: `inventory:network:Network network`. */
export function componentsOf(plans: readonly Plan[]): ReadonlyMap<string, string> {
  return new Map(plans.flatMap(({ resources }) => outermost(resources)));
}

function outermost(resources: readonly PlannedResource[]): readonly (readonly [string, string])[] {
  // A parent comes before its children.
  const named = new Map<string, string>();
  for (const { urn, kind, type, name, parent } of resources) {
    const above = parent === undefined ? undefined : named.get(parent);
    const own = kind === "component" && type !== "pulumi:pulumi:Stack" ? `${type} ${name}` : undefined;
    const outer = above ?? own;
    if (outer !== undefined) {
      named.set(urn, outer);
    }
  }
  return [...named];
}

/** Labels of the kit carry the tags of what runs in a cluster. */
const LABEL_PREFIX = "inventory-platform/";

/** Value of a tag, or of the label that stands for it; `undefined` where a resource does not carry it. */
export function tagOf({ inputs }: PlannedResource, tag: string): string | undefined {
  return textOf(inputs["tags"], tag) ?? textOf(valueAt(inputs, "metadata.labels"), `${LABEL_PREFIX}${tag}`);
}

function textOf(values: PropertyValue | undefined, key: string): string | undefined {
  const isMap = typeof values === "object" && values !== null && !Array.isArray(values);
  const value = isMap && Object.hasOwn(values, key) ? values[key] : undefined;
  return typeof value === "string" ? value : undefined;
}

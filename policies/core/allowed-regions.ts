import type { ResourceValidationArgs } from "@pulumi/policy";
import { isRegime, regimeOf } from "../../facts/residency";
import { asList, member, readTag } from "./tags";

/** What a user can set for the region rule. */
export interface RegionConfig {
  /** Allowed regions by the value of the `residency` tag. */
  readonly allowedRegions: Readonly<Record<string, readonly string[]>>;
  /** Regions that everything in the stack must lie in, whatever its tags; empty where the stack is free. */
  readonly stackRegions: readonly string[];
}

/** Configuration where the user sets none. */
export const REGION_DEFAULTS: RegionConfig = { allowedRegions: {}, stackRegions: [] };

/** The regions one resource may lie in, and why. */
export interface AllowedRegions {
  readonly regions: readonly string[];
  /** What binds it, for the message: `residency eu`. */
  readonly because: string;
}

/**
 * The regions a resource may lie in: those of its `residency` tag, those of the stack, and where both are known the
 * ones in both. A residency that the configuration does not name is looked up among the known regimes.
 * @returns `undefined` where nothing binds the resource
 */
export function allowedRegionsOf(args: ResourceValidationArgs): AllowedRegions | undefined {
  const config = configOf(args);
  const byTag = regionsByTag(config, readTag(args, "residency"));
  const byStack =
    config.stackRegions.length === 0 ? undefined : { regions: config.stackRegions, because: "this stack" };
  if (byTag === undefined || byStack === undefined) {
    return byTag ?? byStack;
  }
  return {
    regions: byTag.regions.filter((region) => byStack.regions.includes(region)),
    because: `${byTag.because} in ${byStack.because}`,
  };
}

/**
 * The regions that a copy of a resource's data may lie in, besides its own: residency comes before reliability, so that a
 * rule that wants a copy elsewhere has nothing to want where residency leaves no other region.
 * @param own region the resource lies in
 * @returns `undefined` where nothing binds the resource: then any region will do
 */
export function copyRegionsOf(args: ResourceValidationArgs, own: unknown): AllowedRegions | undefined {
  const allowed = regionsByTag(configOf(args), readTag(args, "residency"));
  return allowed && { ...allowed, regions: allowed.regions.filter((region) => region !== own) };
}

function configOf(args: ResourceValidationArgs): RegionConfig {
  return { ...REGION_DEFAULTS, ...args.getConfig<Partial<RegionConfig>>() };
}

function regionsByTag(config: RegionConfig, residency: unknown): AllowedRegions | undefined {
  if (typeof residency !== "string") {
    return undefined;
  }
  const because = `residency ${residency}`;
  if (Object.hasOwn(config.allowedRegions, residency)) {
    return { regions: config.allowedRegions[residency] ?? [], because };
  }
  return isRegime(residency) ? { regions: regimeOf(residency).regions, because } : undefined;
}

/** A region that an input names, besides the one the resource lies in. */
export interface NamedRegion {
  readonly property: string;
  readonly region: unknown;
}

/** Inputs that put a copy of the resource's data into further regions: the list or object, and its member. */
const COPIES: Readonly<Record<string, readonly (readonly [input: string, member: string])[]>> = {
  "aws:dynamodb/table:Table": [
    ["replicas", "regionName"],
    ["globalTableWitness", "regionName"],
  ],
  "aws:secretsmanager/secret:Secret": [["replicas", "region"]],
};

/** The further regions that a resource's inputs copy its data to. */
export function copyRegions({ type, props }: Pick<ResourceValidationArgs, "type" | "props">): NamedRegion[] {
  const inputs = Object.hasOwn(COPIES, type) ? (COPIES[type] ?? []) : [];
  return inputs.flatMap(([input, key]) => {
    const value = member(props, input);
    if (!Array.isArray(value)) {
      return value === undefined ? [] : [{ property: `${input}.${key}`, region: member(value, key) }];
    }
    return asList(value).map((copy, index) => ({ property: `${input}[${index}].${key}`, region: member(copy, key) }));
  });
}

import { effectiveRegion } from "../../facts/effective-region";
import { isRegime, type RegimeKey } from "../../facts/residency";
import type { DataClass } from "../../facts/tag-schema";
import type { EnvironmentStack } from "../environment";
import { readableProperties, type Plan, type PlannedResource, type Properties } from "../plan";
import { namesOf } from "./names";
import { plain } from "./plain";
import { tagsOf } from "./tags";
import { type Zone, zoneOfRegime, zonesOf } from "./zone";

/** A planned stack, and what its environment says of it. */
export interface FleetStack {
  readonly plan: Plan;
  /** Absent where plans alone were given. */
  readonly described?: EnvironmentStack;
}

/** Where a resource lies. */
export type Lies = ReturnType<typeof effectiveRegion>;

/** A resource, with what the proof wants to know of it. */
export interface FleetResource {
  readonly stack: string;
  readonly resource: PlannedResource;
  readonly inputs: Properties;
  /** Zone that binds it; absent in the stack of no partition. */
  readonly zone?: Zone;
  readonly account?: string;
  readonly lies: Lies;
  readonly tags: Readonly<Record<string, string>>;
}

/** Everything that is judged together. */
export interface Fleet {
  readonly zones: readonly Zone[];
  readonly stacks: readonly FleetStack[];
  readonly resources: readonly FleetResource[];
  /** Resources by everything that others name them by. */
  readonly named: ReadonlyMap<string, readonly FleetResource[]>;
  readonly byUrn: ReadonlyMap<string, FleetResource>;
  /** Stacks that no environment describes and whose tags name several regimes: what has no tag there belongs to any. */
  readonly mixed: ReadonlySet<string>;
  /** Zone by account. */
  readonly accounts: ReadonlyMap<string, readonly Zone[]>;
  /** Domains that the fleet answers for. */
  readonly domains: readonly string[];
  /** Holders that are brought data which their own tag does not speak of, and the class of the data. */
  readonly received: ReadonlyMap<FleetResource, DataClass>;
  /** Namespaces of its clusters, which end the names of what runs there. */
  readonly namespaces: ReadonlySet<string>;
}

/**
 * The fleet of some plans.
 * @param environment all stacks of the environment; empty where plans alone are given: then the tag `residency` names
 * the regime that binds a resource
 */
export function fleetOf(stacks: readonly FleetStack[], environment: readonly EnvironmentStack[]): Fleet {
  const zones = environment.length > 0 ? zonesOf(environment) : zonesByTag(stacks);
  const resources = stacks.flatMap((stack) => resourcesOf(stack, zones));
  const byUrn = new Map(resources.map((each) => [each.resource.urn, each]));
  return {
    zones,
    stacks,
    resources,
    byUrn,
    received: new Map(),
    named: nameIndex(resources),
    mixed: new Set(
      stacks
        .filter(({ plan, described }) => described === undefined && zonesIn(plan, zones).length > 1)
        .map(({ plan }) => plan.stack),
    ),
    accounts: accountIndex(zones),
    namespaces: new Set(
      resources.flatMap(({ resource }) =>
        resource.type === "kubernetes:core/v1:Namespace" ? textOf(metadataName(resource.inputs)) : [],
      ),
    ),
    domains: resources.flatMap(({ resource }) =>
      resource.type === "aws:route53/zone:Zone" ? textOf(resource.outputs["name"]) : [],
    ),
  };
}

function resourcesOf({ plan, described }: FleetStack, zones: readonly Zone[]): FleetResource[] {
  const providers = new Map(plan.resources.filter(({ kind }) => kind === "provider").map((one) => [one.urn, one]));
  const own = described === undefined ? onlyZone(plan, zones) : zones.find(({ name }) => name === described.partition);
  return plan.resources
    .filter(({ kind }) => kind === "custom" || kind === "read")
    .map((resource) => {
      const provider = resource.provider === undefined ? undefined : providers.get(resource.provider);
      const inputs = plain(resource.inputs);
      const tags = tagsOf(resource.type, resource.kind === "read" ? plain(resource.outputs) : inputs);
      const zone = zoneFor(tags["residency"], { own, zones, isDescribed: described !== undefined });
      const account = accountOf(provider) ?? described?.account ?? accountInArn(resource);
      return {
        stack: plan.stack,
        resource,
        inputs,
        tags,
        lies: effectiveRegion({ type: resource.type, inputs, providerInputs: provider?.inputs }),
        ...(zone !== undefined && { zone }),
        ...(account !== undefined && { account }),
      };
    });
}

interface Zoning {
  /** Zone of the stack. */
  readonly own: Zone | undefined;
  readonly zones: readonly Zone[];
  readonly isDescribed: boolean;
}

/**
 * Zone that a resource's tag names, or its stack's. Without an environment, a residency that is no regime says that another
 * one binds it, and not which.
 */
function zoneFor(residency: string | undefined, { own, zones, isDescribed }: Zoning): Zone | undefined {
  const isElsewhere = !isDescribed && residency !== undefined;
  return zones.find(({ name }) => name === residency) ?? (isElsewhere ? undefined : own);
}

/** Zone of what has no tag in a stack that no environment describes: the one that all tags there name. */
function onlyZone(plan: Plan, zones: readonly Zone[]): Zone | undefined {
  const [zone, ...others] = zonesIn(plan, zones);
  return others.length > 0 ? undefined : zone;
}

function zonesIn(plan: Plan, zones: readonly Zone[]): Zone[] {
  const named = new Set(plan.resources.map(({ type, inputs }) => tagsOf(type, plain(inputs))["residency"]));
  return zones.filter(({ name }) => named.has(name));
}

/** Zones where no environment is given: one for each regime that a tag names. */
function zonesByTag(stacks: readonly FleetStack[]): Zone[] {
  const seen = new Map<RegimeKey, Set<string>>();
  for (const { tags, account = "" } of stacks.flatMap((stack) => resourcesOf(stack, []))) {
    const { residency = "" } = tags;
    if (isRegime(residency)) {
      seen.set(residency, (seen.get(residency) ?? new Set()).add(account));
    }
  }
  return [...seen]
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([regime, accounts]) => zoneOfRegime(regime, [...accounts].filter((account) => account !== "").sort()));
}

/** The account that a provider is held to, or that of the role it assumes. */
function accountOf(provider: PlannedResource | undefined): string | undefined {
  const { allowedAccountIds, assumeRoles } = readableProperties(provider?.inputs ?? {});
  const said = `${JSON.stringify(allowedAccountIds ?? "")} ${JSON.stringify(assumeRoles ?? "")}`;
  return /\b\d{12}\b/.exec(said)?.[0];
}

/** The account in a resource's own ARN, where nothing else says whose it is. */
function accountInArn({ outputs: { arn } }: PlannedResource): string | undefined {
  const account = typeof arn === "string" ? arn.split(":")[4] : undefined;
  return account !== undefined && /^\d{12}$/.test(account) ? account : undefined;
}

function nameIndex(resources: readonly FleetResource[]): ReadonlyMap<string, readonly FleetResource[]> {
  const index = new Map<string, FleetResource[]>();
  for (const each of resources) {
    for (const name of namesOf(each.resource)) {
      const known = index.get(name) ?? [];
      known.push(each);
      index.set(name, known);
    }
  }
  return index;
}

function accountIndex(zones: readonly Zone[]): ReadonlyMap<string, readonly Zone[]> {
  const accounts = [...new Set(zones.flatMap((zone) => zone.accounts))];
  return new Map(accounts.map((account) => [account, zones.filter((zone) => zone.accounts.includes(account))]));
}

function metadataName({ metadata }: Properties): unknown {
  return typeof metadata === "object" && metadata !== null && !Array.isArray(metadata) ? metadata["name"] : undefined;
}

function textOf(value: unknown): string[] {
  return typeof value === "string" && value !== "" ? [value] : [];
}

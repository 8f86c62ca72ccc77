import { isRegime, REGIME_KEYS, type RegimeKey, regimeOf } from "../../facts/residency";
import type { DataClass } from "../../facts/tag-schema";
import type { Environment } from "../environment-schema";

type Partition = Environment["partitions"][string];

/** Classes of data that residency regimes bind. */
const BOUND: readonly DataClass[] = ["personal", "payment"];

/** Whether residency regimes bind data of a class. */
export function isBound(dataClass: DataClass): boolean {
  return BOUND.includes(dataClass);
}

/** Whether data of a class is kept in the regions of a partition; elsewise it stays on premises. */
export function isKeptIn({ personalData }: Pick<Partition, "personalData">, dataClass: DataClass): boolean {
  return personalData === "in-region" || !isBound(dataClass);
}

/**
 * Regime that binds what lies in a partition's regions: its own; where its personal data stays on premises, the one
 * whose regions they are. Nothing where no regime has them all.
 */
export function hostRegimeOf({
  personalData,
  regime,
  regions,
}: Pick<Partition, "personalData" | "regime" | "regions">): RegimeKey | undefined {
  if (personalData === "in-region" && isRegime(regime)) {
    return regime;
  }
  return regimeOfRegions(regions);
}

/** The regime that has all of some regions; nothing where none has. */
export function regimeOfRegions(regions: readonly string[]): RegimeKey | undefined {
  return REGIME_KEYS.find((key) => {
    const own: readonly string[] = regimeOf(key).regions;
    return regions.every((region) => own.includes(region));
  });
}

/** Which partition holds the data of whom. */
export interface Residences {
  /** Partition by the ISO 3166 code of the customer's country. */
  readonly markets: Readonly<Record<string, string>>;
  /** Partition by tenant, whatever the market. */
  readonly tenants: Readonly<Record<string, string>>;
}

/** Which partition holds the data of whom: of a tenant that is listed, its own; of everybody else, the market's. */
export function residencesOf({ partitions }: Environment): Residences {
  const byPartition = Object.entries(partitions);
  return {
    markets: byKey(byPartition.flatMap(([name, { markets }]) => markets.map((market) => [market, name] as const))),
    tenants: byKey(byPartition.flatMap(([name, { tenants }]) => tenants.map((tenant) => [tenant, name] as const))),
  };
}

function byKey(entries: readonly (readonly [string, string])[]): Readonly<Record<string, string>> {
  return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)));
}

/** What binds the data of a partition, and who else may hold them. */
export interface Residence {
  /** Countries whose customers' data belongs there. */
  readonly markets: readonly string[];
  /** Tenants that belong there whatever their market. */
  readonly tenants: readonly string[];
  /** Regions outside the jurisdiction that may hold a copy, with the record of each. */
  readonly transfers: Readonly<Record<string, string>>;
  /** Where data that the regime binds are kept. */
  readonly personalData: Partition["personalData"];
  /** Who outside AWS is given data. */
  readonly processors: readonly (Partition["processors"][string] & { readonly host: string })[];
  /** Addresses and domains of the partition's own data centre. */
  readonly premises: readonly string[];
}

/** What binds the data of a partition. */
export function residenceOf({
  markets,
  tenants,
  transfers,
  personalData,
  processors,
  onPremises,
}: Partition): Residence {
  return {
    markets,
    tenants,
    transfers,
    personalData,
    processors: Object.entries(processors).map(([host, processor]) => ({ host, ...processor })),
    premises: onPremises === undefined ? [] : premisesOf(onPremises),
  };
}

function premisesOf({ vpnDevices, domains, mirror }: NonNullable<Partition["onPremises"]>): string[] {
  const brokers = (mirror?.brokers ?? []).map((broker) => broker.replace(/:\d+$/, ""));
  return [...Object.values(vpnDevices).map(({ address }) => address), ...Object.keys(domains), ...brokers];
}

import { type RegimeKey, regimeOf } from "../../facts/residency";
import type { DataClass } from "../../facts/tag-schema";
import type { EnvironmentStack } from "../environment";

/** Somebody outside AWS who is given data, as an environment declares it. */
export interface Processor {
  /** Host that data are sent to; `*.example.com` for all below it. */
  readonly host: string;
  readonly name: string;
  /** ISO 3166-1 code of the country whose law binds it, `EU` for the Union. */
  readonly jurisdiction: string;
  /** Most protected class of data that it is given. */
  readonly dataClass: DataClass;
  /** Legal basis, where it is on record. */
  readonly basis: string;
}

/** A residency partition: the walls within which its data stay. */
export interface Zone {
  readonly name: string;
  /** Key of its regime in `facts/residency`. */
  readonly regime: string;
  /** Regions its data may lie in. */
  readonly regions: readonly string[];
  readonly accounts: readonly string[];
  readonly markets: readonly string[];
  readonly tenants: readonly string[];
  /** Regions outside the jurisdiction, with the record of the legal basis of each. */
  readonly transfers: Readonly<Record<string, string>>;
  /** Where data that regimes bind are kept. */
  readonly personalData: "in-region" | "on-premises";
  readonly processors: readonly Processor[];
  /** Addresses and domains of its own data centre. */
  readonly premises: readonly string[];
}

/** What is taken of a partition that says nothing of its data. */
const NO_RESIDENCE = {
  markets: [],
  tenants: [],
  transfers: {},
  personalData: "in-region",
  processors: [],
  premises: [],
} as const satisfies Partial<Zone>;

/** Zones of an environment, one for each partition, in its order. */
export function zonesOf(stacks: readonly EnvironmentStack[]): Zone[] {
  return stacks.flatMap((stack) => (stack.kind === "partition" ? [zoneOf(stack)] : []));
}

function zoneOf({ name, partition = name, regime = "", allowedRegions, account, residence }: EnvironmentStack): Zone {
  return { name: partition, regime, regions: allowedRegions, accounts: [account], ...(residence ?? NO_RESIDENCE) };
}

/** The zone of a regime, where tags alone name it. */
export function zoneOfRegime(regime: RegimeKey, accounts: readonly string[]): Zone {
  return { name: regime, regime, regions: regimeOf(regime).regions, accounts, ...NO_RESIDENCE };
}

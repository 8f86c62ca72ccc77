import * as fc from "fast-check";
import { regimeOf, type RegimeKey } from "../../facts/residency";
import type { Environment } from "../../stacks/environment-schema";
import { NAME_LIMITS } from "../../stacks/schema/name-limits";
import { environmentOf, SHOP } from "./shop";

type Partitions = Environment["partitions"];

/** Regimes whose regions lie in one AWS partition and show three zones to every account. */
const REGIMES = ["eu-gdpr", "in-rbi", "jp-appi", "au-app"] as const satisfies readonly RegimeKey[];
const MARKETS = ["DE", "IN", "JP", "AU"];
const BLOCK = 16;

/** A name of up to so many characters, the longest included. */
export function slug(limit: number): fc.Arbitrary<string> {
  return fc
    .stringMatching(new RegExp(`^[a-z][a-z0-9]{0,${String(limit - 1)}}$`))
    .filter((name) => name.length <= limit);
}

function mapOf<T>(limit: number, value: T): fc.Arbitrary<Record<string, T>> {
  return fc
    .uniqueArray(slug(limit), { maxLength: 4 })
    .map((names) => Object.fromEntries(names.map((name) => [name, value])));
}

function partition(regime: RegimeKey, index: number): fc.Arbitrary<Partitions[string]> {
  const regions = regimeOf(regime).regions.filter((region) => region !== "eusc-de-east-1");
  return fc.tuple(fc.shuffledSubarray(regions, { minLength: 1 }), fc.nat()).map(([listed, chosen]) => ({
    regime,
    markets: [MARKETS[index] ?? ""],
    tenants: [],
    cidr: `10.${String(index * BLOCK)}.0.0/12`,
    regions: listed,
    initialPrimary: listed[0] ?? "",
    primary: listed[chosen % listed.length] ?? "",
    production: true,
    zones: {},
    transfers: {},
    processors: {},
    personalData: "in-region",
    tags: {},
  }));
}

/** Environments of every size, with the longest names that are allowed among them. */
export const arbitraryEnvironment: fc.Arbitrary<Environment> = fc
  .record({
    name: slug(NAME_LIMITS.environment),
    names: fc.uniqueArray(slug(NAME_LIMITS.partition), { minLength: 1, maxLength: REGIMES.length }),
    partitions: fc.tuple(...REGIMES.map(partition)),
    tables: mapOf(NAME_LIMITS.table, { attributes: { sku: "string" as const }, hashKey: "sku", indexes: {}, tags: {} }),
    queues: mapOf(NAME_LIMITS.queue, { fifo: true, handlerTimeout: "30 seconds" as const, tags: {} }),
    archives: mapOf(NAME_LIMITS.archive, { tags: {} }),
    streams: mapOf(NAME_LIMITS.stream, { retention: "7 days" as const, partitions: 12, consumers: [], tags: {} }),
  })
  .map(({ name, names, partitions, ...stores }) => ({
    ...environmentOf(SHOP),
    name,
    ...stores,
    accounts: forEach(["global", ...names], "111111111111"),
    state: { backend: "s3://state?region=eu-central-1", secretsProviders: forEach(["global", ...names], "awskms://k") },
    partitions: Object.fromEntries(
      names.flatMap((key, index) => {
        const value = partitions[index];
        return value === undefined ? [] : [[key, value] as const];
      }),
    ),
  }));

function forEach(keys: readonly string[], value: string): Record<string, string> {
  return Object.fromEntries(keys.map((key) => [key, value]));
}

/** The same environment with the keys of its maps in another order. */
export function reordered(environment: Environment): Environment {
  return {
    ...environment,
    accounts: backwards(environment.accounts),
    partitions: backwards(environment.partitions),
    tables: backwards(environment.tables),
    streams: backwards(environment.streams),
    queues: backwards(environment.queues),
    archives: backwards(environment.archives),
    services: backwards(environment.services),
    functions: backwards(environment.functions),
    features: backwards(environment.features),
  };
}

function backwards<T>(map: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(map).toReversed());
}

import { INVALIDATION_LIMITS } from "../../facts/cloudfront-limits";
import type { TagValues } from "../../facts/tag-schema";
import type { Environment } from "../environment-schema";
import { API_ORIGIN } from "../schema/cdn";
import { apiDomain, partnerDomain } from "./apis";
import { physicalName } from "./names";
import { entriesByKey } from "./order";
import { environmentTags, NO_PARTITION, withTags } from "./tags";

type Partition = Environment["partitions"][string];
type Distribution = Environment["cdn"][string];
type InvalidationSettings = NonNullable<Distribution["invalidation"]>;
type Target = Distribution["default"];

/** Regions of an origin that a distribution asks: the first, and the one where it fails. */
const ORIGIN_REGIONS = 2;

/** An origin of a distribution in one region: the API there, or a bucket. */
export type PlannedOrigin = {
  /**
   * Origin that is asked where this one fails.
   *
   * @default - none: the partition has no other
   */
  readonly failoverTo?: string;
} & (
  | { readonly kind: "server"; readonly domainName: string }
  | { readonly kind: "bucket"; readonly domainName: string; readonly bucketArn: string }
);

/** A distribution in front of the regions of one partition. */
export interface PlannedDistribution extends Pick<Distribution, "stockTtl" | "pageTtl" | "cookies"> {
  /** Name in the environment file. */
  readonly name: string;
  /** Partition that it serves. */
  readonly partition: string;
  /** Domain that viewers call. */
  readonly domain: string;
  /** Its origins, by a name for each. */
  readonly origins: Readonly<Record<string, PlannedOrigin>>;
  /** How paths are served that `behaviors` does not name. */
  readonly defaultBehavior: Target;
  /** Paths that are served in ways of their own. */
  readonly behaviors: Distribution["paths"];
  /** Query strings that tell pages apart and reach the origin, by class. */
  readonly queryStrings: Readonly<Partial<Record<"stock" | "page" | "asset", readonly string[]>>>;
  /**
   * Who invalidates its pages from another account.
   *
   * @default - nobody does, or whoever does lies in its account
   */
  readonly invalidator?: PlannedInvalidator;
  /** Its tags; a distribution holds no partition's data, and caches it in every country. */
  readonly tags: TagValues;
}

/** What an environment has at the edge. */
export interface PlannedEdge {
  /** Its distributions, by name and partition. */
  readonly distributions: readonly PlannedDistribution[];
  /** Ids of the secrets by which origins know CloudFront: the first is sent. */
  readonly originSecrets: readonly string[];
}

/** Functions of a partition that invalidate pages of a distribution in another account. */
export interface PlannedInvalidator {
  /** Their account. */
  readonly account: string;
  /** Their logical name, the same in every region. */
  readonly name: string;
  /** What they say beside their name. */
  readonly externalId: string;
}

/** What invalidates pages of a distribution from the stock events of a region. */
export interface PlannedInvalidation extends InvalidationSettings {
  /** Paths that cost this region nothing. */
  readonly freePaths: number;
  /** Name of the distribution in the environment file. */
  readonly distribution: string;
  /**
   * What it says beside its name where the distribution lies in another account.
   *
   * @default - the distribution lies in its account
   */
  readonly externalId?: string;
  /** Physical name of the function. */
  readonly handlerName: string;
  /** Physical name of the table of its ledger, which is this region's alone. */
  readonly ledgerName: string;
  /** Its tags. */
  readonly tags: TagValues;
}

/** What an environment has at the edge; nothing where it has no distribution. */
export function edgeOf(environment: Environment): { readonly edge?: PlannedEdge } {
  const distributions = entriesByKey(environment.cdn).flatMap(([name, distribution]) =>
    entriesByKey(environment.partitions).map(([partition, { regions, primary }]) =>
      distributionIn(environment, distribution, { name, partition, regions: primaryFirst(regions, primary) }),
    ),
  );
  return distributions.length === 0
    ? {}
    : { edge: { distributions, originSecrets: environment.api?.originSecrets ?? [] } };
}

/** What invalidates pages from a region; each region has its share of a distribution's budget, and of the free paths. */
export function invalidationsOf(
  environment: Environment,
  { stack, tags, partition }: { readonly stack: string; readonly tags: TagValues; readonly partition: string },
): PlannedInvalidation[] {
  const { cdn, partitions } = environment;
  const regions = Object.values(partitions).reduce((sum, partition) => sum + partition.regions.length, 0);
  const invalidating = entriesByKey(cdn).flatMap(([name, { invalidation, tags: own }]) =>
    invalidation === undefined ? [] : [{ name, invalidation, own }],
  );
  const handlers = invalidating.length * regions;
  return invalidating.map(({ name, invalidation, own }) => ({
    ...invalidation,
    distribution: name,
    pathsPerMonth: Math.floor(invalidation.pathsPerMonth / regions),
    freePaths: Math.floor(INVALIDATION_LIMITS.freePathsPerMonth / handlers),
    ...externalIdOf(environment, name, partition),
    handlerName: physicalName(stack, invalidationName(name)),
    ledgerName: physicalName(stack, `${name}-invalidations`),
    tags: withTags(tags, own),
  }));
}

/** Name of the function that invalidates pages of a distribution. */
export function invalidationName(distribution: string): string {
  return `${distribution}-invalidation`;
}

/** The longest domain that a certificate of the environment's edge names first; nothing where it has none. */
export function longestEdgeDomain({
  api,
  cdn,
  domain,
  partitions,
}: {
  readonly api?: Environment["api"] | undefined;
  readonly cdn: Environment["cdn"];
  readonly domain: string;
  readonly partitions: Readonly<Record<string, Pick<Partition, "regions">>>;
}): string | undefined {
  const regions = Object.values(partitions).flatMap((partition) => partition.regions);
  const doors = api?.partner === undefined ? [apiDomain] : [apiDomain, partnerDomain];
  const domains = [
    ...(api === undefined ? [] : regions.flatMap((region) => doors.map((domainOf) => domainOf(region, domain)))),
    ...Object.keys(cdn).flatMap((name) => Object.keys(partitions).map((partition) => `${name}.${partition}.${domain}`)),
  ];
  return domains.toSorted((one, other) => other.length - one.length)[0];
}

/** Who invalidates pages of a partition's distribution, where that is another account than the distribution's. */
function invalidatorOf(
  { name: environment, accounts, cdn }: Environment,
  distribution: string,
  partition: string,
): PlannedInvalidator | undefined {
  const account = accounts[partition];
  return cdn[distribution]?.invalidation === undefined || account === undefined || account === accounts["global"]
    ? undefined
    : { account, name: invalidationName(distribution), externalId: `${environment}/${partition}/${distribution}` };
}

function externalIdOf(...of: Parameters<typeof invalidatorOf>): Pick<PlannedInvalidation, "externalId"> {
  const invalidator = invalidatorOf(...of);
  return invalidator === undefined ? {} : { externalId: invalidator.externalId };
}

function primaryFirst(regions: readonly string[], primary: string): string[] {
  return [primary, ...regions.filter((region) => region !== primary)];
}

function distributionIn(
  environment: Environment,
  { default: fallback, paths, buckets, stockTtl, pageTtl, queryStrings, cookies, tags }: Distribution,
  { name, partition, regions }: { readonly name: string; readonly partition: string; readonly regions: string[] },
): PlannedDistribution {
  const asked = [...new Set([fallback, ...paths].map(({ origin }) => origin))].toSorted();
  const originsOf = (origin: string): readonly (readonly [string, PlannedOrigin])[] =>
    origin === API_ORIGIN
      ? chained(origin, regions, (region) => apiOrigin(region, environment.domain))
      : chained(origin, regions, (region) => bucketOrigin(region, buckets[origin]?.[region]));
  const origins = Object.fromEntries(asked.map((origin) => [origin, originsOf(origin)]));
  const target = ({ class: kind, origin }: Target): Target => ({
    class: kind,
    origin: origins[origin]?.[0]?.[0] ?? origin,
  });
  const invalidator = invalidatorOf(environment, name, partition);
  return {
    name,
    partition,
    ...(invalidator === undefined ? {} : { invalidator }),
    domain: `${name}.${partition}.${environment.domain}`,
    origins: Object.fromEntries(Object.values(origins).flat()),
    defaultBehavior: target(fallback),
    behaviors: paths.map(({ path, ...rest }) => ({ path, ...target(rest) })),
    ...(stockTtl === undefined ? {} : { stockTtl }),
    ...(pageTtl === undefined ? {} : { pageTtl }),
    queryStrings: definedOf(queryStrings),
    cookies,
    tags: withTags(environmentTags(environment, NO_PARTITION), tags),
  };
}

/** The origins of one name in the regions that have it, the first of which fails over to the second. */
function chained(
  origin: string,
  regions: readonly string[],
  originIn: (region: string) => PlannedOrigin | undefined,
): readonly (readonly [string, PlannedOrigin])[] {
  const there = regions.flatMap((region) => {
    const planned = originIn(region);
    return planned === undefined ? [] : [[`${origin}-${region}`, planned] as const];
  });
  const [first, second] = there.slice(0, ORIGIN_REGIONS);
  if (first === undefined || second === undefined) {
    return first === undefined ? [] : [first];
  }
  const [key, planned] = first;
  return [[key, { ...planned, failoverTo: second[0] }], second];
}

function apiOrigin(region: string, domain: string): PlannedOrigin {
  return { kind: "server", domainName: apiDomain(region, domain) };
}

function bucketOrigin(region: string, bucket: string | undefined): PlannedOrigin | undefined {
  return bucket === undefined
    ? undefined
    : { kind: "bucket", domainName: `${bucket}.s3.${region}.amazonaws.com`, bucketArn: `arn:aws:s3:::${bucket}` };
}

function definedOf(queryStrings: Distribution["queryStrings"]): PlannedDistribution["queryStrings"] {
  return Object.fromEntries(Object.entries(queryStrings).filter(([, names]) => names !== undefined));
}

import type { TagValues } from "../../facts/tag-schema";
import type { Environment } from "../environment-schema";
import { physicalName } from "./names";
import { entriesByKey } from "./order";
import { withTags } from "./tags";

type ApiSettings = NonNullable<Environment["api"]>;

/** A service behind a network load balancer of the region. */
export interface PlannedApiLink {
  /** Address that its certificate is valid for. */
  readonly baseUrl: string;
  /** ARN of the load balancer. */
  readonly loadBalancerArn: string;
}

/** The door of a region for partners. */
export interface PlannedPartnerDoor {
  /** Domain that partners call. */
  readonly domain: string;
  /** Whose certificates are let in: an object of the archive's copy in the region. */
  readonly trustStore: { readonly archive: string; readonly objectKey: string; readonly objectVersion: string };
  /** Partners by name. */
  readonly partners: NonNullable<ApiSettings["partner"]>["partners"];
  /** Physical name of the function that rotates their keys. */
  readonly rotationName: string;
}

/** The API of a region. */
export interface PlannedApi {
  /** Physical name. */
  readonly apiName: string;
  /** Path of its OpenAPI document in the project. */
  readonly document: string;
  /** What the gateway does with each operation, by its id. */
  readonly routes: ApiSettings["routes"];
  /** Functions that answer. */
  readonly functions: readonly string[];
  /** Services that answer, by name. */
  readonly links: Readonly<Record<string, PlannedApiLink>>;
  /**
   * How many requests are let through to each operation.
   *
   * @default - the component's
   */
  readonly throttle?: NonNullable<ApiSettings["throttle"]>;
  /** Domain that CloudFront calls. */
  readonly edgeDomain: string;
  /**
   * The door for partners.
   *
   * @default - there is none
   */
  readonly partner?: PlannedPartnerDoor;
  /** Ids of the secrets by which it knows CloudFront. */
  readonly originSecrets: readonly string[];
  /** Its tags. */
  readonly tags: TagValues;
}

/** Domain by which CloudFront calls a region's API: known to every stack before the API is there. */
export function apiDomain(region: string, domain: string): string {
  return `api-${region}.${domain}`;
}

/** Domain by which partners call a region's API. */
export function partnerDomain(region: string, domain: string): string {
  return `partner-${region}.${domain}`;
}

/** Where an API is planned. */
interface ApiPlace {
  readonly partition: string;
  readonly region: string;
  /** Name of the region's stack. */
  readonly stack: string;
  /** Tags of the stack. */
  readonly tags: TagValues;
}

/** The API of a region; nothing where the environment has none. */
export function apiOf({ api, domain }: Environment, place: ApiPlace): { readonly api?: PlannedApi } {
  if (api === undefined) {
    return {};
  }
  const { document, routes, throttle, originSecrets, tags } = api;
  const links = linksIn(api, place.region);
  const backends = [...new Set(Object.values(routes).map(({ backend }) => backend))];
  const partner = partnerOf(api, place, domain);
  return {
    api: {
      apiName: physicalName(place.stack, "api"),
      document,
      routes: Object.fromEntries(entriesByKey(routes)),
      functions: backends.filter((name) => !Object.hasOwn(links, name)).toSorted(),
      links,
      ...(throttle === undefined ? {} : { throttle }),
      edgeDomain: apiDomain(place.region, domain),
      ...(partner === undefined ? {} : { partner }),
      originSecrets,
      tags: withTags(place.tags, { feature: "api", ...tags }),
    },
  };
}

function linksIn({ links }: ApiSettings, region: string): PlannedApi["links"] {
  const here = entriesByKey(links).flatMap(([name, { host, loadBalancers }]) => {
    const loadBalancerArn = loadBalancers[region];
    return loadBalancerArn === undefined ? [] : [[name, { baseUrl: `https://${host}`, loadBalancerArn }] as const];
  });
  return Object.fromEntries(here);
}

function partnerOf(
  { partner }: ApiSettings,
  { partition, region, stack }: ApiPlace,
  domain: string,
): PlannedPartnerDoor | undefined {
  if (partner === undefined) {
    return undefined;
  }
  const { archive, objectKey, versions } = partner.trustStore;
  const trustStore = { archive, objectKey, objectVersion: versions[partition] ?? "" };
  const partners = Object.fromEntries(entriesByKey(partner.partners));
  const rotationName = physicalName(stack, "partner-keys");
  return { domain: partnerDomain(region, domain), trustStore, partners, rotationName };
}

import { CLOUDFRONT_LIMITS, type ViewerTlsPolicy } from "../../facts/cloudfront-limits";
import { describeAlarm } from "../core/runbooks";
import { toSeconds, type Duration } from "../core/units";
import { CACHED_CLASSES, planTtl, type CachedClass, type PlannedTtl } from "./ttl-classes";

/** How a path is served: cached as its class says, or, where it is `private`, passed on and never cached. */
export type CdnClass = CachedClass | "private";

/** What decides how an origin is asked. */
export interface CdnOriginPlanArgs {
  /** A server that is reached by HTTPS, or an S3 bucket. */
  readonly kind: "server" | "bucket";
  /**
   * Name of the origin that is asked where this one fails, by a cached path.
   *
   * @default - none: viewers get the error
   */
  readonly failoverTo?: string;
}

/** Where a path goes. */
export interface CdnTarget {
  /** How it is cached. */
  readonly class: CdnClass;
  /** Name of the origin that answers. */
  readonly origin: string;
}

/** A path that is served in a way of its own. */
export interface CdnBehavior extends CdnTarget {
  /** Path pattern, such as `/api/stock/*`: `*` stands for any text, `?` for one character. */
  readonly path: string;
}

/** Countries in which the distribution answers, as two-letter codes of ISO 3166-1. */
export type CdnCountries = { readonly allow: readonly string[] } | { readonly deny: readonly string[] };

/** Edge locations that serve: the cheapest ones, those without South America and Oceania, all. */
export type CdnPriceClass = "PriceClass_100" | "PriceClass_200" | "PriceClass_All";

/** What decides the shape of a distribution. */
export interface CdnPlanArgs {
  /** Origins, by a name for each. */
  readonly origins: Readonly<Record<string, CdnOriginPlanArgs>>;
  /** How a path is served that none of `behaviors` is about. */
  readonly defaultBehavior: CdnTarget;
  /**
   * Paths that are served in ways of their own; the first whose pattern matches is taken.
   *
   * @default - none
   */
  readonly behaviors?: readonly CdnBehavior[];
  /**
   * How long a page of the class `stock` is fresh.
   *
   * @default "5 seconds"
   */
  readonly stockTtl?: Duration;
  /**
   * How long a page of the class `page` is fresh.
   *
   * @default "1 minute"
   */
  readonly pageTtl?: Duration;
  /**
   * Query strings that tell pages apart and reach the origin, by class.
   *
   * @default - none: all others are dropped
   */
  readonly queryStrings?: Readonly<Partial<Record<CachedClass, readonly string[]>>>;
  /**
   * Cookies that reach the origin of a `private` path.
   *
   * @default - none
   */
  readonly cookies?: readonly string[];
  /**
   * Names under which viewers reach the distribution; they need a certificate.
   *
   * @default - none: the name that CloudFront gives, which also takes TLS 1.0
   */
  readonly aliases?: readonly string[];
  /**
   * Edge locations that serve.
   *
   * @default "PriceClass_100"
   */
  readonly priceClass?: CdnPriceClass;
  /**
   * Oldest TLS that viewers of the aliases may speak, as a security policy of CloudFront.
   *
   * @default "TLSv1.2_2021"
   */
  readonly minimumTls?: ViewerTlsPolicy;
  /**
   * Countries in which the distribution answers.
   *
   * @default - all
   */
  readonly countries?: CdnCountries;
  /**
   * Header of the origins' responses that lists cache tags, by which pages can be invalidated.
   *
   * @default - none: tags are not read
   */
  readonly cacheTagHeader?: string;
  /**
   * Header in which servers get the viewer's address, in place of whatever the viewer sent in it.
   *
   * @default - none: servers see the address of CloudFront
   */
  readonly clientAddressHeader?: string;
  /**
   * Value of the header `Content-Security-Policy`.
   *
   * @default - what the origin sends
   */
  readonly contentSecurityPolicy?: string;
  /**
   * How long the origin of a page may take to answer.
   *
   * @default "10 seconds"
   */
  readonly originTimeout?: Duration;
  /**
   * Share of responses with a status of 5xx from which on an alarm rings, in percent.
   *
   * @default 1
   */
  readonly errorRatePercent?: number;
  /**
   * Latency of the origins, at the 95th percentile, from which on an alarm rings.
   *
   * @default "2 seconds"
   */
  readonly originLatency?: Duration;
  /** Address of the folder of runbooks; each alarm names its own, `<runbooksUrl>/<id>.md`. */
  readonly runbooksUrl: string;
}

/** A behaviour with every choice made. */
export interface PlannedBehavior {
  readonly class: CdnClass;
  /** Origin, or the group of an origin and its failover. */
  readonly target: string;
  readonly allowedMethods: readonly string[];
  /** Whether the origin gets the viewer's address. */
  readonly isAddressed: boolean;
}

/** A group of two origins. */
export interface PlannedOriginGroup {
  readonly id: string;
  readonly primary: string;
  readonly secondary: string;
}

/** One alarm, with every choice made. */
export interface PlannedCdnAlarm {
  readonly metricName: string;
  readonly statistic: { readonly statistic: "Average" } | { readonly extendedStatistic: "p95" };
  readonly threshold: number;
  readonly description: string;
}

/** A distribution as plain data. */
export interface CdnPlan {
  /** Times of the classes that a behaviour uses. */
  readonly classes: Readonly<Partial<Record<CachedClass, PlannedTtl>>>;
  readonly groups: readonly PlannedOriginGroup[];
  readonly defaultBehavior: PlannedBehavior;
  readonly behaviors: readonly (PlannedBehavior & { readonly path: string })[];
  /** Whether a path is private. */
  readonly isPrivate: boolean;
  readonly hasBuckets: boolean;
  /** Whether an origin gets the viewer's address. */
  readonly isAddressed: boolean;
  /** Whether that of a cached path does; that of a private one gets all headers anyway. */
  readonly isCachedAddressed: boolean;
  readonly aliases: readonly string[];
  readonly minimumTls: ViewerTlsPolicy;
  readonly priceClass: CdnPriceClass;
  readonly countries: { readonly restrictionType: "none" | "whitelist" | "blacklist"; readonly locations: string[] };
  readonly originTimeoutSeconds: number;
  readonly alarms: Readonly<Record<CdnAlarm, PlannedCdnAlarm>>;
}

/** Alarms of a distribution. */
export const CDN_ALARMS = ["errors", "origin-latency"] as const;

/** One of {@link CDN_ALARMS}. */
export type CdnAlarm = (typeof CDN_ALARMS)[number];

/** Values that are used where an argument is left out. */
export const CDN_DEFAULTS = {
  priceClass: "PriceClass_100",
  minimumTls: "TLSv1.2_2021",
  originTimeout: "10 seconds",
  errorRatePercent: 1,
  originLatency: "2 seconds",
} as const satisfies Partial<CdnPlanArgs>;

/** Statuses on which the next origin is asked. */
export const FAILOVER_STATUSES = [500, 502, 503, 504] as const;

/** How often, and for how many seconds, a connection is tried before the next origin is asked. */
export const CONNECTION = { attempts: 2, timeoutSeconds: 3 } as const;

/** Behaviours that may be given: the default one is counted in the quota. */
export const MAX_BEHAVIORS = CLOUDFRONT_LIMITS.behaviors - 1;

const READING = ["GET", "HEAD", "OPTIONS"] as const;
const WRITING = ["DELETE", "PATCH", "POST", "PUT"] as const;

/** Turns checked arguments into a plan. */
export function planCdn(args: CdnPlanArgs): CdnPlan {
  const { behaviors = [], defaultBehavior, aliases = [] } = args;
  const used = new Set([defaultBehavior, ...behaviors].map((each) => each.class));
  const classes = CACHED_CLASSES.filter((name) => used.has(name));
  const planned = [defaultBehavior, ...behaviors].map((each) => planBehavior(each, args));
  const groups = Object.entries(args.origins).flatMap(([primary, { failoverTo }]) =>
    failoverTo === undefined ? [] : [{ id: groupId(primary, failoverTo), primary, secondary: failoverTo }],
  );
  return {
    classes: Object.fromEntries(classes.map((name) => [name, planTtl(name, ttlOf(name, args))])),
    groups,
    defaultBehavior: planBehavior(defaultBehavior, args),
    behaviors: behaviors.map((each) => ({ path: each.path, ...planBehavior(each, args) })),
    isPrivate: used.has("private"),
    isAddressed: planned.some((each) => each.isAddressed),
    isCachedAddressed: planned.some((each) => each.isAddressed && each.class !== "private"),
    hasBuckets: Object.values(args.origins).some(({ kind }) => kind === "bucket"),
    aliases: aliases.toSorted(),
    minimumTls: args.minimumTls ?? CDN_DEFAULTS.minimumTls,
    priceClass: args.priceClass ?? CDN_DEFAULTS.priceClass,
    countries: planCountries(args.countries),
    originTimeoutSeconds: toSeconds(args.originTimeout ?? CDN_DEFAULTS.originTimeout),
    alarms: planAlarms(args),
  };
}

/** How long pages of a class are fresh; `undefined` where the class decides. */
export function ttlOf(name: CachedClass, { stockTtl, pageTtl }: CdnPlanArgs): Duration | undefined {
  return { stock: stockTtl, page: pageTtl, asset: undefined }[name];
}

function groupId(primary: string, secondary: string): string {
  return `${primary}-or-${secondary}`;
}

/** Only reading fails over, and CloudFront takes a group for nothing else: a write must not reach the other region. */
function planBehavior(
  { class: name, origin }: CdnTarget,
  { origins, clientAddressHeader }: CdnPlanArgs,
): PlannedBehavior {
  const { failoverTo, kind } = origins[origin] ?? {};
  const isAddressed = clientAddressHeader !== undefined && kind === "server";
  if (name === "private") {
    return { class: name, target: origin, allowedMethods: [...READING, ...WRITING], isAddressed };
  }
  const target = failoverTo === undefined ? origin : groupId(origin, failoverTo);
  return { class: name, target, allowedMethods: READING, isAddressed };
}

function planCountries(countries: CdnCountries | undefined): CdnPlan["countries"] {
  if (countries === undefined) {
    return { restrictionType: "none", locations: [] };
  }
  return "allow" in countries
    ? { restrictionType: "whitelist", locations: countries.allow.toSorted() }
    : { restrictionType: "blacklist", locations: countries.deny.toSorted() };
}

function planAlarms({ errorRatePercent, originLatency, runbooksUrl }: CdnPlanArgs): CdnPlan["alarms"] {
  const percent = errorRatePercent ?? CDN_DEFAULTS.errorRatePercent;
  const latency = originLatency ?? CDN_DEFAULTS.originLatency;
  const named = { subject: "CloudFront", runbooksUrl };
  return {
    errors: {
      metricName: "5xxErrorRate",
      statistic: { statistic: "Average" },
      threshold: percent,
      description: describeAlarm({
        ...named,
        what: `${percent} % of the responses are errors (5xx), 3 minutes of 5`,
        runbook: "cdn-errors",
      }),
    },
    "origin-latency": {
      metricName: "OriginLatency",
      statistic: { extendedStatistic: "p95" },
      threshold: toSeconds(latency) * 1_000,
      description: describeAlarm({
        ...named,
        what: `origins take ${latency} at the 95th percentile, 3 minutes of 5`,
        runbook: "cdn-origin-latency",
      }),
    },
  };
}

import type { Duration } from "../core/units";
import type { ManagedRules, RateLimit, SecretHeader } from "../firewall";
import type { CacheSizeGb } from "./api-limits";
import type { OpenApiDocument } from "./openapi";

/** How many requests are let through. */
export interface Throttle {
  /** Requests per second, in the long run. */
  readonly requestsPerSecond: number;
  /** Requests at once. */
  readonly burst: number;
}

/** How many requests one address may send, and the header of that address. */
export interface EdgeRateLimit extends RateLimit {
  /** Header in which CloudFront passes the client's address on. */
  readonly clientAddressHeader: string;
}

/**
 * Who may call an operation: everybody, through both doors; partners with a key, through theirs; AWS identities whose
 * own policy says so, who sign their requests.
 */
export type RouteAuth = "none" | "key" | "iam";

/** What the gateway does with one operation of the document. */
export interface RouteTreatment {
  /** Who may call it. */
  readonly auth: RouteAuth;
  /**
   * How long the edge door keeps its responses; they have to be declared public or internal in the document.
   *
   * @default - they are not kept
   */
  readonly cacheTtl?: Duration;
  /**
   * How many requests are let through, at each door.
   *
   * @default - the API's `throttle`
   */
  readonly throttle?: Throttle;
  /**
   * Which backend answers.
   *
   * @default - the only one
   */
  readonly backend?: string;
  /**
   * How long the gateway waits for the backend.
   *
   * @default "29 seconds"
   */
  readonly timeout?: Duration;
}

/** A service in a VPC, behind a network load balancer. */
export interface ServiceBackend {
  /** Kind of backend. */
  readonly kind: "service";
  /** Address that the service's certificate is valid for, such as `https://stock.internal.example.com`. */
  readonly baseUrl: string;
}

/** A Lambda function that gets requests as they are. */
export interface FunctionBackend {
  /** Kind of backend. */
  readonly kind: "function";
}

/** What answers requests. */
export type BackendPlanArgs = ServiceBackend | FunctionBackend;

/** The door behind CloudFront. */
export interface EdgeDoorSettings {
  /** Domain that CloudFront calls, such as `origin.api.example.com`. */
  readonly domain: string;
}

/** The certificates of authorities whose clients are let in, as an object of a versioned bucket. */
export interface TrustStoreSettings {
  /** Key of the object, a bundle in PEM. */
  readonly objectKey: string;
  /** Version of the object: another bundle is another version, which is deployed. */
  readonly objectVersion: string;
}

/** How the keys of a partner are rotated by schedule. */
export interface KeyRotationSettings {
  /**
   * How old a key may become before another one takes over.
   *
   * @default "90 days"
   */
  readonly period?: Duration;
  /**
   * How long the key before stays valid once another one has taken over: within it the partner has to fetch that.
   *
   * @default "14 days"
   */
  readonly overlap?: Duration;
  /**
   * Names of the IAM roles of the API's account by which the partner fetches its key.
   *
   * @default - nobody but whom the account's own policies let read the secret
   */
  readonly readerRoles?: readonly string[];
}

/** What one partner may send. */
export interface PartnerSettings {
  /**
   * Ids of its keys that people issue, by the month of their issue, such as `2026-11`: one, or two while a new one takes
   * over. Where keys are rotated, none, or the one that the first rotated key takes over from.
   */
  readonly keys: readonly string[];
  /**
   * How its keys are rotated by schedule; a `PartnerKeyRotation` does it.
   *
   * @default - people rotate them
   */
  readonly rotation?: KeyRotationSettings;
  /**
   * How many requests each of its keys may send.
   *
   * @default - 10 a second, 20 at once
   */
  readonly throttle?: Throttle;
  /**
   * How many requests each of its keys may send in a day.
   *
   * @default 100000
   */
  readonly requestsPerDay?: number;
}

/** The door for partners: a certificate of theirs, and a key. */
export interface PartnerDoorSettings {
  /** Domain that partners call, such as `partner.example.com`. */
  readonly domain: string;
  /** Whose certificates are let in. */
  readonly trustStore: TrustStoreSettings;
  /** Partners by name. */
  readonly partners: Readonly<Record<string, PartnerSettings>>;
}

/** What decides the shape of an API. */
export interface ApiPlanArgs {
  /** Name of the API, in metrics and logs. */
  readonly apiName: string;
  /** Account of the API. */
  readonly accountId: string;
  /** Region of the API and of everything beside it. */
  readonly region: string;
  /** The service's OpenAPI document, version 3.0 or 3.1. */
  readonly document: OpenApiDocument;
  /** What the gateway does with each operation, by the operation's id; each operation of the document has a row. */
  readonly routes: Readonly<Record<string, RouteTreatment>>;
  /** What answers requests, by name. */
  readonly backends: Readonly<Record<string, BackendPlanArgs>>;
  /** The door behind CloudFront. */
  readonly edge: EdgeDoorSettings;
  /**
   * The door for partners.
   *
   * @default - there is none
   */
  readonly partner?: PartnerDoorSettings;
  /** The header by which a request shows that it came through CloudFront; without it the edge door lets nobody in. */
  readonly secretHeader: SecretHeader;
  /**
   * How many requests one address may send, at each door. The edge door reads the address from the header that is named,
   * which a function of CloudFront sets: by connection it would count CloudFront's own addresses, and block them.
   */
  readonly rateLimit: EdgeRateLimit;
  /**
   * Managed groups of rules of both firewalls, by their keys in `MANAGED_RULE_GROUPS`.
   *
   * @default - those of a `WebFirewall`
   */
  readonly managedRules?: ManagedRules;
  /**
   * How many requests are let through to each operation, at each door, where its row does not say.
   *
   * @default - 100 a second, 200 at once
   */
  readonly throttle?: Throttle;
  /**
   * Size of the cache, where an operation is cached.
   *
   * @default "0.5"
   */
  readonly cacheSizeGb?: CacheSizeGb;
  /**
   * How long access logs are kept.
   *
   * @default "90 days"
   */
  readonly logRetention?: Duration;
  /**
   * Errors of the service within five minutes at which the alarm rings.
   *
   * @default 10
   */
  readonly errorsAlarm?: number;
  /**
   * Time that 95 of 100 requests stay below, before the alarm.
   *
   * @default "1 second"
   */
  readonly latencyAlarm?: Duration;
  /**
   * Requests turned away within five minutes at which the alarm rings.
   *
   * @default 100
   */
  readonly throttledAlarm?: number;
  /** Address of the folder of runbooks; each alarm names its own, `<runbooksUrl>/<id>.md`. */
  readonly runbooksUrl: string;
}

/** Values that are used where an argument is left out. */
export const API_DEFAULTS = {
  throttle: { requestsPerSecond: 100, burst: 200 },
  timeout: "29 seconds",
  cacheSizeGb: "0.5",
  logRetention: "90 days",
  errorsAlarm: 10,
  latencyAlarm: "1 second",
  throttledAlarm: 100,
  protect: true,
} as const satisfies Partial<ApiPlanArgs> & Pick<RouteTreatment, "timeout"> & { readonly protect: boolean };

/** What a partner may send where its row does not say. */
export const PARTNER_DEFAULTS = {
  throttle: { requestsPerSecond: 10, burst: 20 },
  requestsPerDay: 100_000,
} as const satisfies Partial<PartnerSettings>;

/** How keys are rotated where a partner's rotation does not say. */
export const ROTATION_DEFAULTS = { period: "90 days", overlap: "14 days" } as const satisfies KeyRotationSettings;

/** Names of the doors, which are the names of the stages. */
export const DOORS = ["edge", "partner"] as const;

/** One of {@link DOORS}. */
export type Door = (typeof DOORS)[number];

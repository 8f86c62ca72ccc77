import { fitName } from "../core/names";
import { toDays, toSeconds, type Duration } from "../core/units";

/**
 * Domains by which the certificate authority of AWS is named in a CAA record.
 *
 * Source: https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html (read 2026-11-24).
 */
export const AMAZON_ISSUERS = ["amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com"] as const;

/** How the zone's answers are signed. */
export interface DnssecSettings {
  /** Account of the zone, whose Route 53 signs with the keys. */
  readonly accountId: string;
  /**
   * Names of the zone's signing keys: one, or two while a new key takes over from an old one.
   *
   * @default ["primary"]
   */
  readonly signingKeys?: readonly string[];
}

/** How the queries that the zone answers are logged. */
export interface QueryLogSettings {
  /** Account of the zone, whose Route 53 writes the logs. */
  readonly accountId: string;
  /**
   * How long the logs are kept.
   *
   * @default "90 days"
   */
  readonly retention?: Duration;
}

/** What holds for the domain's registration. */
export interface RegistrationSettings {
  /**
   * Whether the domain is locked against transfer to another registrar; some top-level domains have no lock.
   *
   * @default true
   */
  readonly transferLock?: boolean;
}

/** What decides the shape of a hosted zone. */
export interface HostedZonePlanArgs {
  /** Domain that the zone answers for, such as `shop.example.com`. */
  readonly domain: string;
  /**
   * Domains of the authorities that may issue certificates for the domain and everything below it.
   *
   * @default - the authority of AWS: `AMAZON_ISSUERS`
   */
  readonly certificateIssuers?: readonly string[];
  /**
   * How the zone's answers are signed.
   *
   * @default - they are not
   */
  readonly dnssec?: DnssecSettings;
  /**
   * How the queries that the zone answers are logged.
   *
   * @default - they are not
   */
  readonly queryLogs?: QueryLogSettings;
  /**
   * What holds for the domain's registration, where the zone's account registered exactly this domain: its name
   * servers become the zone's.
   *
   * @default - the registration is left alone
   */
  readonly registration?: RegistrationSettings;
}

/** Values that are used where an argument is left out. */
export const ROUTING_DEFAULTS = {
  certificateIssuers: AMAZON_ISSUERS,
  protect: true,
} as const satisfies Partial<HostedZonePlanArgs> & { readonly protect: boolean };

/** How answers are signed where the settings leave it open. */
export const DNSSEC_DEFAULTS = { signingKeys: ["primary"] } as const satisfies Partial<DnssecSettings>;

/** How queries are logged where the settings leave it open. */
export const QUERY_LOG_DEFAULTS = { retention: "90 days" } as const satisfies Partial<QueryLogSettings>;

/** What holds for a registration where the settings leave it open. */
export const REGISTRATION_DEFAULTS = { transferLock: true } as const satisfies Required<RegistrationSettings>;

/**
 * The region in which Route 53 wants the keys that sign a zone and the log group of its queries.
 *
 * Sources: https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateKeySigningKey.html and
 * https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateQueryLoggingConfig.html (read 2026-11-24).
 */
export const ROUTING_REGION = "us-east-1";

/** Start of the names of the log groups, which Route 53 recommends. */
export const QUERY_LOG_PREFIX = "/aws/route53/";

/** How long a deleted signing key can still be brought back: KMS's longest. */
export const SIGNING_KEY_DELETION_WINDOW: Duration = "30 days";

/** Longest name of a log policy. */
const MAX_POLICY_NAME = 255;

/** How long resolvers may keep the list of issuers. */
export const ISSUERS_TTL: Duration = "1 hour";

/** Query logs as plain data. */
export interface QueryLogPlan {
  /** Account of the zone. */
  readonly accountId: string;
  /** Name of the log group. */
  readonly logGroupName: string;
  /** Name of the policy that lets Route 53 write to it. */
  readonly policyName: string;
  /** How long the logs are kept, in days. */
  readonly retentionDays: number;
}

/** A hosted zone as plain data. */
export interface HostedZonePlan {
  /** Domain that the zone answers for. */
  readonly domain: string;
  /** Values of the CAA record. */
  readonly issuerRecords: readonly string[];
  /** How long resolvers may keep them, in seconds. */
  readonly issuersTtlSeconds: number;
  /**
   * How answers are signed.
   *
   * @default - they are not
   */
  readonly dnssec?: Required<DnssecSettings>;
  /**
   * How queries are logged.
   *
   * @default - they are not
   */
  readonly queryLogs?: QueryLogPlan;
  /**
   * What holds for the registration.
   *
   * @default - it is left alone
   */
  readonly registration?: Required<RegistrationSettings>;
}

/** Turns checked arguments into a plan. */
export function planHostedZone(args: HostedZonePlanArgs): HostedZonePlan {
  const { domain, certificateIssuers, dnssec, queryLogs, registration } = args;
  const issuers = certificateIssuers ?? ROUTING_DEFAULTS.certificateIssuers;
  return {
    domain,
    issuerRecords: issuers.map((issuer) => `0 issue "${issuer}"`),
    issuersTtlSeconds: toSeconds(ISSUERS_TTL),
    ...(dnssec === undefined ? {} : { dnssec: { ...DNSSEC_DEFAULTS, ...dnssec } }),
    ...(queryLogs === undefined ? {} : { queryLogs: planQueryLogs(domain, queryLogs) }),
    ...(registration === undefined ? {} : { registration: { ...REGISTRATION_DEFAULTS, ...registration } }),
  };
}

function planQueryLogs(domain: string, { accountId, retention }: QueryLogSettings): QueryLogPlan {
  return {
    accountId,
    logGroupName: `${QUERY_LOG_PREFIX}${domain}`,
    policyName: fitName(`route53-query-logs-${domain}`, MAX_POLICY_NAME),
    retentionDays: toDays(retention ?? QUERY_LOG_DEFAULTS.retention),
  };
}

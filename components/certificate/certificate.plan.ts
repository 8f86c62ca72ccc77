import { describeAlarm } from "../core/runbooks";
import { toDays, toSeconds, type Duration } from "../core/units";

/** What decides the shape of a certificate. */
export interface CertificatePlanArgs {
  /** Domain that the certificate names first, such as `api.example.com` or `*.example.com`. */
  readonly domain: string;
  /**
   * Further domains of the same hosted zone.
   *
   * @default [] - the certificate names one domain
   */
  readonly alternativeDomains?: readonly string[];
  /**
   * Whether the certificate creates the records that prove the domains. ACM asks for the same record of a domain in
   * every region of an account, so that of several certificates of a domain one creates it.
   *
   * @default true
   */
  readonly createsRecords?: boolean;
  /**
   * How long before the certificate expires the alarm rings, for want of a renewal.
   *
   * @default "30 days"
   */
  readonly renewalAlarm?: Duration;
  /** Address of the folder of runbooks; the alarm names its own, `<runbooksUrl>/certificate-renewal.md`. */
  readonly runbooksUrl: string;
}

/** Values that are used where an argument is left out. */
export const CERTIFICATE_DEFAULTS = {
  alternativeDomains: [],
  createsRecords: true,
  renewalAlarm: "30 days",
} as const satisfies Partial<CertificatePlanArgs>;

/**
 * How long before a public certificate expires ACM renews it, of the 198 days that it is valid for.
 *
 * Source: AWS's announcement of 2026-02-18, "AWS Certificate Manager updates default certificate validity", as
 * https://stackpioneers.com/2026/02/19/aws-certificate-manager-updates-on-certificate-validity and
 * https://nottinfra.co.uk/signals/aws-acm-certificate-validity-period-update repeat it (read 2026-11-26).
 */
export const ACM_RENEWAL: Duration = "45 days";

/** How long resolvers may keep a record that proves a domain. */
export const VALIDATION_TTL: Duration = "5 minutes";

/** The alarm, with every choice made. */
export interface PlannedRenewalAlarm {
  readonly namespace: "AWS/CertificateManager";
  readonly metricName: "DaysToExpiry";
  readonly statistic: "Minimum";
  readonly period: number;
  readonly evaluationPeriods: 1;
  readonly comparisonOperator: "LessThanThreshold";
  /** Days that are left. */
  readonly threshold: number;
  /** The metric ends with the certificate: an alarm that rings by then goes on ringing. */
  readonly treatMissingData: "ignore";
  readonly alarmDescription: string;
}

/** A certificate, with every choice made. */
export interface CertificatePlan {
  readonly domain: string;
  readonly alternativeDomains: readonly string[];
  /** Domains whose record is created; a wildcard is proved by the record of the domain below it. */
  readonly provenDomains: readonly string[];
  readonly validationTtlSeconds: number;
  readonly alarm: PlannedRenewalAlarm;
}

/** Turns checked arguments into a plan. */
export function planCertificate(args: CertificatePlanArgs): CertificatePlan {
  const { domain, createsRecords = CERTIFICATE_DEFAULTS.createsRecords } = args;
  return {
    domain,
    alternativeDomains: args.alternativeDomains ?? CERTIFICATE_DEFAULTS.alternativeDomains,
    provenDomains: createsRecords ? [...new Set(domainsOf(args).map(withoutWildcard))] : [],
    validationTtlSeconds: toSeconds(VALIDATION_TTL),
    alarm: planAlarm(args),
  };
}

/** All domains that a certificate names, the first one first. */
export function domainsOf({ domain, alternativeDomains }: CertificatePlanArgs): readonly string[] {
  return [domain, ...(alternativeDomains ?? CERTIFICATE_DEFAULTS.alternativeDomains)];
}

/** The domain that a wildcard stands below. */
export function withoutWildcard(domain: string): string {
  return domain.replace(/^\*\./, "");
}

/** A domain as part of a child's name. */
export function roleOf(domain: string): string {
  return `proof-${domain.replaceAll(".", "-")}`;
}

function planAlarm({ domain, renewalAlarm, runbooksUrl }: CertificatePlanArgs): PlannedRenewalAlarm {
  const left = renewalAlarm ?? CERTIFICATE_DEFAULTS.renewalAlarm;
  return {
    namespace: "AWS/CertificateManager",
    metricName: "DaysToExpiry",
    statistic: "Minimum",
    period: toSeconds("1 day"),
    evaluationPeriods: 1,
    comparisonOperator: "LessThanThreshold",
    threshold: toDays(left),
    treatMissingData: "ignore",
    alarmDescription: describeAlarm({
      subject: domain,
      what: `the certificate was not renewed and expires within ${left}`,
      runbook: "certificate-renewal",
      runbooksUrl,
    }),
  };
}

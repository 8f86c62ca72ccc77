import type { RegimeKey } from "./residency";
import type { DataClass } from "./tag-schema";

/** How long a law wants logs to be kept. An engineering reading, not legal advice. */
export interface LogRetentionBounds {
  /** Fewest days, where it states a time. */
  readonly minimumDays?: number;
  /** Most days, where it states a time. */
  readonly maximumDays?: number;
  /** Where the bounds come from; for a row without bounds, the rule that leaves the time to the controller. */
  readonly source: string;
  /** Whether the row was written with the text at hand, or from summaries of it. */
  readonly evidence: "text" | "second-hand";
}

/** When the tables below were last read over. */
export const LOG_RETENTION_READ_ON = "2026-11-24";

const A_YEAR = 365;
/** The longest that six consecutive months are. */
const SIX_MONTHS = 184;

const CERT_IN = {
  minimumDays: 180,
  source: "CERT-In directions of 2022-04-28, (iv): logs of all ICT systems for a rolling 180 days, in India",
  evidence: "second-hand",
} as const satisfies LogRetentionBounds;

/** What each residency regime says about how long logs are kept. */
export const LOG_RETENTION_BOUNDS = {
  "eu-gdpr": {
    maximumDays: A_YEAR,
    // The Regulation names no number. This is a supervisory authority's: six months to a year; longer needs a case.
    source: "GDPR article 5(1)(e), read with CNIL, deliberation 2021-122 of 2021-10-14 on logging",
    evidence: "second-hand",
  },
  "uk-gdpr": noTime("UK GDPR article 5(1)(e): no longer than the purpose needs"),
  "ch-fadp": noTime("FADP article 6(4): no longer than the purpose needs"),
  "in-dpdp": {
    minimumDays: A_YEAR,
    source: "DPDP Rules 2025, rule 6(1)(e): logs for one year",
    evidence: "text",
  },
  "in-rbi": CERT_IN,
  "in-cert-in": CERT_IN,
  "cn-pipl": {
    minimumDays: SIX_MONTHS,
    source: "Cybersecurity Law of China, article 21(3) of the text of 2016: network logs for at least six months",
    evidence: "second-hand",
  },
  "ru-242fz": noTime("152-FZ article 5(7): no longer than the purpose needs; no region to keep them in"),
  "sa-pdpl": noTime("PDPL article 18: destroyed once the purpose ends; no region to keep them in"),
  "ae-pdpl": noTime("Federal Decree-Law 45/2021, article 5: no longer than the purpose needs"),
  "id-pdp": noTime("Law 27/2022, article 16(2): no longer than the purpose needs"),
  "vn-pdpl": {
    minimumDays: A_YEAR,
    source: "Decree 53/2022/ND-CP, article 27: system logs for at least 12 months",
    evidence: "second-hand",
  },
  "au-app": noTime("Privacy Act 1988, APP 11.2: destroyed once no longer needed"),
  "ca-quebec-25": noTime("P-39.1, section 23: destroyed or anonymised once the purpose is achieved"),
  "br-lgpd": {
    minimumDays: SIX_MONTHS,
    source: "Marco Civil da Internet (Law 12.965/2014), article 15: application access records for six months",
    evidence: "second-hand",
  },
  "kr-pipa": {
    minimumDays: A_YEAR,
    // Two years with 50,000 data subjects or more, or sensitive data: a longer time is allowed, so it is not refused.
    source: "Standards of measures to ensure the safety of personal information, article 8: access records for a year",
    evidence: "second-hand",
  },
  "jp-appi": noTime("APPI article 22: deleted without delay once no longer needed"),
  "us-none": noTime("no federal rule for commercial systems"),
} as const satisfies Record<RegimeKey, LogRetentionBounds>;

/** What binds logs about payment data, whatever the regime. */
export const PAYMENT_LOG_BOUNDS = {
  minimumDays: A_YEAR,
  source: "PCI DSS 4.0.1, requirement 10.5.1: audit logs for 12 months, three of them at hand",
  evidence: "second-hand",
} as const satisfies LogRetentionBounds;

/** Bounds that hold together. */
export interface CombinedLogBounds {
  /** Fewest days. */
  readonly minimumDays: number;
  /** Most days; `undefined` where nothing limits them. */
  readonly maximumDays: number | undefined;
  /** What sets them. */
  readonly sources: readonly string[];
}

/** What holds for logs of a regime about data of a class. */
export function logRetentionBounds(regime: RegimeKey, dataClass: DataClass): CombinedLogBounds {
  const regimeBounds: LogRetentionBounds = LOG_RETENTION_BOUNDS[regime];
  const all = dataClass === "payment" ? [regimeBounds, PAYMENT_LOG_BOUNDS] : [regimeBounds];
  return {
    minimumDays: Math.max(1, ...all.map(({ minimumDays }) => minimumDays ?? 1)),
    maximumDays: regimeBounds.maximumDays,
    sources: all.filter(isBounded).map(({ source }) => source),
  };
}

function isBounded({ minimumDays, maximumDays }: LogRetentionBounds): boolean {
  return minimumDays !== undefined || maximumDays !== undefined;
}

function noTime(source: string): LogRetentionBounds {
  return { source, evidence: "second-hand" };
}

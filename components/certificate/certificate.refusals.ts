import { alarmTopicsRefusal } from "../core/alarm-topics";
import type { Refusal } from "../core/refusal";
import { runbooksUrlRefusal } from "../core/runbooks";
import { toSeconds, type Duration } from "../core/units";
import { ACM_RENEWAL, CERTIFICATE_DEFAULTS, domainsOf, type CertificatePlanArgs } from "./certificate.plan";

/**
 * Most domains of a certificate: ACM's default quota, which can be raised to 100.
 *
 * Source: https://docs.aws.amazon.com/acm/latest/userguide/acm-limits.html (read 2026-11-26).
 */
export const MAX_DOMAINS = 10;
/** Longest first domain, which becomes the certificate's common name. */
export const MAX_FIRST_DOMAIN = 64;

const DOMAIN = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;
const SECONDS_A_DAY = toSeconds("1 day");

/** What the refusals of a certificate look at. */
export interface CertificateRefusalArgs extends CertificatePlanArgs {
  /** Topics that the alarm notifies. */
  readonly alarmTopicArns: readonly unknown[];
}

/** Reasons to refuse a certificate. */
export const certificateRefusals: readonly Refusal<CertificateRefusalArgs>[] = [
  {
    when: (args) => malformed(args).length > 0,
    say: (args) => ({
      arg: "domain and alternativeDomains",
      got: malformed(args),
      expected: "domains in lower case without a dot at the end, with *. before one at most",
      change: "write the domains that clients call",
    }),
  },
  {
    when: ({ domain }) => domain.length > MAX_FIRST_DOMAIN,
    say: ({ domain }) => ({
      arg: "domain",
      got: domain,
      expected: `${MAX_FIRST_DOMAIN} characters at most`,
      change: "name a shorter domain first, and this one in alternativeDomains",
    }),
  },
  {
    when: (args) => domainsOf(args).length > MAX_DOMAINS || new Set(domainsOf(args)).size < domainsOf(args).length,
    say: (args) => ({
      arg: "domain and alternativeDomains",
      got: domainsOf(args),
      expected: `1 to ${MAX_DOMAINS} domains, each once`,
      change: "ask for a wildcard, or for another certificate",
    }),
  },
  {
    when: (args) => !isWholeDays(alarmOf(args)) || toSeconds(alarmOf(args)) >= toSeconds(ACM_RENEWAL),
    say: (args) => ({
      arg: "renewalAlarm",
      got: alarmOf(args),
      expected: `1 day or more, in whole days, and less than the ${ACM_RENEWAL} before the end at which ACM renews`,
      change: "choose how long whoever answers the alarm needs",
    }),
  },
  runbooksUrlRefusal,
  alarmTopicsRefusal("name the topics that reach whoever answers for the domain"),
];

function malformed(args: CertificatePlanArgs): readonly string[] {
  return domainsOf(args).filter((domain) => !DOMAIN.test(domain));
}

function alarmOf({ renewalAlarm }: CertificatePlanArgs): Duration {
  return renewalAlarm ?? CERTIFICATE_DEFAULTS.renewalAlarm;
}

function isWholeDays(duration: Duration): boolean {
  return toSeconds(duration) >= SECONDS_A_DAY && toSeconds(duration) % SECONDS_A_DAY === 0;
}

import type { Refusal } from "../core/refusal";
import { toSeconds, type Duration } from "../core/units";

/**
 * Domains by which the certificate authority of AWS is named in a CAA record.
 *
 * Source: https://docs.aws.amazon.com/acm/latest/userguide/setup-caa.html (read 2026-11-24).
 */
export const AMAZON_ISSUERS = ["amazon.com", "amazontrust.com", "awstrust.com", "amazonaws.com"] as const;

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
}

/** Values that are used where an argument is left out. */
export const ROUTING_DEFAULTS = {
  certificateIssuers: AMAZON_ISSUERS,
  protect: true,
} as const satisfies Partial<HostedZonePlanArgs> & { readonly protect: boolean };

/** How long resolvers may keep the list of issuers. */
export const ISSUERS_TTL: Duration = "1 hour";

/** A hosted zone as plain data. */
export interface HostedZonePlan {
  /** Domain that the zone answers for. */
  readonly domain: string;
  /** Values of the CAA record. */
  readonly issuerRecords: readonly string[];
  /** How long resolvers may keep them, in seconds. */
  readonly issuersTtlSeconds: number;
}

const DOMAIN = /^(?=.{1,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/;

/** Reasons to refuse a hosted zone. */
export const hostedZoneRefusals: readonly Refusal<HostedZonePlanArgs>[] = [
  {
    when: ({ domain }) => !DOMAIN.test(domain),
    say: ({ domain }) => ({
      arg: "domain",
      got: domain,
      expected: "a domain in lower case without a dot at the end, such as shop.example.com",
      change: "write the domain that the registrar delegates",
    }),
  },
  {
    when: ({ certificateIssuers }) => certificateIssuers?.length === 0,
    say: ({ certificateIssuers }) => ({
      arg: "certificateIssuers",
      got: certificateIssuers,
      expected: "at least one issuer",
      change: "name who issues certificates, or leave it out",
    }),
  },
  {
    when: (args) => malformedIssuers(args).length > 0,
    say: (args) => ({
      arg: "certificateIssuers",
      got: malformedIssuers(args),
      expected: "domains of certificate authorities, such as amazon.com",
      change: "write the domain that the authority documents for CAA records",
    }),
  },
];

/** Turns checked arguments into a plan. */
export function planHostedZone({ domain, certificateIssuers }: HostedZonePlanArgs): HostedZonePlan {
  const issuers = certificateIssuers ?? ROUTING_DEFAULTS.certificateIssuers;
  return {
    domain,
    issuerRecords: issuers.map((issuer) => `0 issue "${issuer}"`),
    issuersTtlSeconds: toSeconds(ISSUERS_TTL),
  };
}

function malformedIssuers({ certificateIssuers = [] }: HostedZonePlanArgs): readonly string[] {
  return certificateIssuers.filter((issuer) => !DOMAIN.test(issuer));
}

import { isLogRetention, LOG_RETENTIONS } from "../core/log-retention";
import type { Refusal } from "../core/refusal";
import type { Duration } from "../core/units";
import { DOMAIN } from "./domain";
import { DNSSEC_DEFAULTS, QUERY_LOG_DEFAULTS } from "./routing.plan";
import type { DnssecSettings, HostedZonePlanArgs, QueryLogSettings } from "./routing.plan";

/**
 * Most signing keys of a zone.
 *
 * Source: https://docs.aws.amazon.com/Route53/latest/APIReference/API_CreateKeySigningKey.html (read 2026-11-24).
 */
export const MAX_SIGNING_KEYS = 2;

const ACCOUNT = /^\d{12}$/;
const SIGNING_KEY = /^[a-z][a-z0-9]{2,31}$/;

type HostedZoneRefusal = Refusal<HostedZonePlanArgs>;

const zone: readonly HostedZoneRefusal[] = [
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

const signing: readonly HostedZoneRefusal[] = [
  {
    when: ({ dnssec }) => isMalformedAccount(dnssec),
    say: ({ dnssec }) => ({
      arg: "dnssec.accountId",
      got: dnssec?.accountId,
      expected: "12 digits",
      change: "give the account of the zone",
    }),
  },
  {
    when: ({ dnssec }) => !isListOfKeys(signingKeysOf(dnssec)),
    say: ({ dnssec }) => ({
      arg: "dnssec.signingKeys",
      got: signingKeysOf(dnssec),
      expected: `1 to ${MAX_SIGNING_KEYS} keys, each once`,
      change: "name the key in use, and a second one only while it takes over",
    }),
  },
  {
    when: ({ dnssec }) => malformedKeys(dnssec).length > 0,
    say: ({ dnssec }) => ({
      arg: "dnssec.signingKeys",
      got: malformedKeys(dnssec),
      expected: "names of 3 to 32 lower-case letters and digits, starting with a letter",
      change: "name the key by its turn, such as primary",
    }),
  },
];

const logging: readonly HostedZoneRefusal[] = [
  {
    when: ({ queryLogs }) => isMalformedAccount(queryLogs),
    say: ({ queryLogs }) => ({
      arg: "queryLogs.accountId",
      got: queryLogs?.accountId,
      expected: "12 digits",
      change: "give the account of the zone",
    }),
  },
  {
    when: ({ queryLogs }) => !isLogRetention(retentionOf(queryLogs)),
    say: ({ queryLogs }) => ({
      arg: "queryLogs.retention",
      got: retentionOf(queryLogs),
      expected: LOG_RETENTIONS,
      change: "choose the next longer one",
    }),
  },
];

/** Reasons to refuse a hosted zone. */
export const hostedZoneRefusals: readonly HostedZoneRefusal[] = [...zone, ...signing, ...logging];

function malformedIssuers({ certificateIssuers = [] }: HostedZonePlanArgs): readonly string[] {
  return certificateIssuers.filter((issuer) => !DOMAIN.test(issuer));
}

function isMalformedAccount(settings: { readonly accountId: string } | undefined): boolean {
  return settings !== undefined && !ACCOUNT.test(settings.accountId);
}

function signingKeysOf(dnssec: DnssecSettings | undefined): readonly string[] {
  return dnssec?.signingKeys ?? DNSSEC_DEFAULTS.signingKeys;
}

function isListOfKeys(keys: readonly string[]): boolean {
  return keys.length > 0 && keys.length <= MAX_SIGNING_KEYS && new Set(keys).size === keys.length;
}

function malformedKeys(dnssec: DnssecSettings | undefined): readonly string[] {
  return signingKeysOf(dnssec).filter((key) => !SIGNING_KEY.test(key));
}

function retentionOf(queryLogs: QueryLogSettings | undefined): Duration {
  return queryLogs?.retention ?? QUERY_LOG_DEFAULTS.retention;
}

import { alarmTopicsRefusal } from "../core/alarm-topics";
import { isLogRetention, LOG_RETENTIONS } from "../core/log-retention";
import type { Refusal } from "../core/refusal";
import { runbooksUrlRefusal } from "../core/runbooks";
import type { Duration } from "../core/units";
import { isWholeWithin } from "../core/whole-numbers";
import { CLOUDFRONT_REGION, FIREWALL_DEFAULTS, groupsOf, planRate, type WebFirewallPlanArgs } from "./firewall.plan";
import { isManagedRuleGroup, MANAGED_RULE_GROUP_KEYS } from "./managed-rule-groups";

/**
 * Limits of rate rules: fewest and most requests, and the windows.
 *
 * Source: https://docs.aws.amazon.com/waf/latest/developerguide/waf-rule-statement-type-rate-based-high-level-settings.html;
 * for the most https://docs.aws.amazon.com/waf/latest/APIReference/API_RateBasedStatement.html (read 2026-11-26).
 */
export const RATE_LIMITS = { fewest: 10, most: 2_000_000_000, windowSeconds: [60, 120, 300, 600] } as const;
/** Shortest and longest secret of a header; WAF compares 200 bytes at most. */
export const SECRET_LENGTH = { shortest: 32, longest: 200 } as const;

const FIREWALL_NAME = /^[a-zA-Z0-9_-]{1,100}$/;
const ACCOUNT = /^\d{12}$/;
const HEADER = /^[a-z0-9-]{1,64}$/;

/** What the refusals of a web firewall look at. */
export interface WebFirewallRefusalArgs extends WebFirewallPlanArgs {
  /**
   * Region of the firewall.
   *
   * @default - the provider's region, or CloudFront's
   */
  readonly region?: string;
  /** Topics that the alarm notifies. */
  readonly alarmTopicArns: readonly unknown[];
}

type FirewallRefusal = Refusal<WebFirewallRefusalArgs>;

const identity: readonly FirewallRefusal[] = [
  {
    when: ({ firewallName }) => !FIREWALL_NAME.test(firewallName),
    say: ({ firewallName }) => ({
      arg: "firewallName",
      got: firewallName,
      expected: "1 to 100 letters, digits, underscores or dashes",
      change: "choose a name that metrics and the log group can carry",
    }),
  },
  {
    when: ({ accountId }) => !ACCOUNT.test(accountId),
    say: ({ accountId }) => ({
      arg: "accountId",
      got: accountId,
      expected: "12 digits",
      change: "give the account of the firewall",
    }),
  },
  {
    when: ({ scope, region }) => scope === "CLOUDFRONT" && region !== undefined && region !== CLOUDFRONT_REGION,
    say: ({ region }) => ({
      arg: "region",
      got: region,
      expected: `${CLOUDFRONT_REGION}, where AWS keeps firewalls of CloudFront`,
      change: "leave it out",
    }),
  },
];

const managed: readonly FirewallRefusal[] = [
  {
    when: (args) => unknownGroups(args).length > 0,
    say: (args) => ({
      arg: "managedRules",
      got: unknownGroups(args),
      expected: `keys of ${MANAGED_RULE_GROUP_KEYS.join(", ")}`,
      change: "choose from the table in components/firewall/managed-rule-groups.ts",
    }),
  },
  {
    when: (args) => groupsOf(args).length === 0,
    say: ({ managedRules }) => ({
      arg: "managedRules",
      got: managedRules,
      expected: "one group at least",
      change: "leave it out, or count where a group must not block yet",
    }),
  },
];

const rate: readonly FirewallRefusal[] = [
  {
    when: (args) => !isWholeWithin(planRate(args).requests, RATE_LIMITS.fewest, RATE_LIMITS.most),
    say: (args) => ({
      arg: "rateLimit.requests",
      got: planRate(args).requests,
      expected: `a whole number from ${RATE_LIMITS.fewest} to ${RATE_LIMITS.most}`,
      change: "choose what one address may send within the window",
    }),
  },
  {
    when: (args) => !RATE_LIMITS.windowSeconds.some((seconds) => seconds === planRate(args).windowSeconds),
    say: ({ rateLimit }) => ({
      arg: "rateLimit.window",
      got: rateLimit?.window,
      expected: "1, 2, 5 or 10 minutes",
      change: "choose one of them",
    }),
  },
];

const headers: readonly FirewallRefusal[] = [
  {
    when: (args) => malformedHeaders(args).length > 0,
    say: (args) => ({
      arg: "secretHeader, rateLimit.clientAddressHeader and redactedHeaders",
      got: malformedHeaders(args),
      expected: "names of headers: 1 to 64 lower-case letters, digits or dashes",
      change: "write the names in lower case",
    }),
  },
  {
    when: ({ secretHeader }) => secretHeader !== undefined && !isWholeWithin(secretHeader.values.length, 1, 2),
    say: ({ secretHeader }) => ({
      arg: "secretHeader.values",
      got: secretHeader?.values.length,
      expected: "1 secret, or 2 while one takes over from the other",
      change: "give the secret that the front door sends, and the one before it only until it is no longer sent",
    }),
  },
  {
    when: ({ secretHeader }) => secretHeader !== undefined && hasWeakSecret(secretHeader.values),
    say: () => ({
      arg: "secretHeader.values",
      got: "a secret of another length",
      expected: `${SECRET_LENGTH.shortest} to ${SECRET_LENGTH.longest} characters`,
      change: "generate it",
    }),
  },
];

const watching: readonly FirewallRefusal[] = [
  {
    when: (args) => !isLogRetention(retentionOf(args)),
    say: (args) => ({
      arg: "logRetention",
      got: retentionOf(args),
      expected: LOG_RETENTIONS,
      change: "choose the next longer one",
    }),
  },
  {
    when: ({ blockedAlarm }) => blockedAlarm !== undefined && !isWholeWithin(blockedAlarm, 1, Number.MAX_SAFE_INTEGER),
    say: ({ blockedAlarm }) => ({
      arg: "blockedAlarm",
      got: blockedAlarm,
      expected: "a whole number of requests, 1 or more",
      change: "choose how many blocked requests are worth a look",
    }),
  },
  runbooksUrlRefusal,
  alarmTopicsRefusal("name the topics that reach whoever looks after the front door"),
];

/** Reasons to refuse a web firewall. */
export const webFirewallRefusals: readonly FirewallRefusal[] = [
  ...identity,
  ...managed,
  ...rate,
  ...headers,
  ...watching,
];

function unknownGroups({ managedRules = {} }: WebFirewallPlanArgs): readonly string[] {
  return Object.keys(managedRules).filter((key) => !isManagedRuleGroup(key));
}

function malformedHeaders({ secretHeader, rateLimit, redactedHeaders = [] }: WebFirewallPlanArgs): readonly string[] {
  const address = rateLimit?.clientAddressHeader;
  const names = [
    ...(secretHeader === undefined ? [] : [secretHeader.name]),
    ...(address === undefined ? [] : [address]),
    ...redactedHeaders,
  ];
  return names.filter((name) => !HEADER.test(name));
}

/** Whether a secret that is known is too short or too long; one that is an output is judged by WAF. */
function hasWeakSecret(values: readonly unknown[]): boolean {
  const { shortest, longest } = SECRET_LENGTH;
  return values.some((value) => typeof value === "string" && !isWholeWithin(value.length, shortest, longest));
}

function retentionOf({ logRetention }: WebFirewallPlanArgs): Duration {
  return logRetention ?? FIREWALL_DEFAULTS.logRetention;
}

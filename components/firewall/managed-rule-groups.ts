/** A group of rules that AWS writes and keeps up to date. */
export interface ManagedRuleGroup {
  /** Name of the group; its vendor is AWS. */
  readonly name: `AWSManagedRules${string}`;
  /** What it takes of a web ACL's capacity. */
  readonly capacityUnits: number;
  /** What it looks for. */
  readonly against: string;
}

/**
 * The groups that cost nothing beyond the price of a rule, in the order in which they judge a request: cheap and certain
 * ones first.
 *
 * Sources: https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-ip-rep.html,
 * aws-managed-rule-groups-baseline.html and aws-managed-rule-groups-use-case.html beside it (read 2026-11-26).
 */
export const MANAGED_RULE_GROUPS = {
  "ip-reputation": {
    name: "AWSManagedRulesAmazonIpReputationList",
    capacityUnits: 25,
    against: "addresses that AWS sees attack, scan or flood",
  },
  "anonymous-ip": {
    name: "AWSManagedRulesAnonymousIpList",
    capacityUnits: 50,
    against: "anonymising proxies and hosting providers, from which partners' servers call too",
  },
  "known-bad-inputs": {
    name: "AWSManagedRulesKnownBadInputsRuleSet",
    capacityUnits: 200,
    against: "requests that are known to exploit a vulnerability, such as Log4j's",
  },
  common: {
    name: "AWSManagedRulesCommonRuleSet",
    capacityUnits: 700,
    against: "what OWASP lists as most common: traversal, cross-site scripting, bodies above 8 KB",
  },
  "sql-injection": {
    name: "AWSManagedRulesSQLiRuleSet",
    capacityUnits: 200,
    against: "SQL in parameters, cookies and bodies",
  },
} as const satisfies Readonly<Record<string, ManagedRuleGroup>>;

/** A key of {@link MANAGED_RULE_GROUPS}. */
export type ManagedRuleGroupKey = keyof typeof MANAGED_RULE_GROUPS;

/** Whether a group has that key. */
export function isManagedRuleGroup(key: string): key is ManagedRuleGroupKey {
  return Object.hasOwn(MANAGED_RULE_GROUPS, key);
}

/** The keys of {@link MANAGED_RULE_GROUPS}, in their order. */
export const MANAGED_RULE_GROUP_KEYS: readonly ManagedRuleGroupKey[] =
  Object.keys(MANAGED_RULE_GROUPS).filter(isManagedRuleGroup);

/**
 * Capacity of a web ACL that its price includes; AWS lets it grow to 5,000 and bills what is beyond.
 *
 * Source: https://docs.aws.amazon.com/waf/latest/developerguide/aws-waf-capacity-units.html (read 2026-11-26).
 */
export const WAF_CAPACITY = 1_500;

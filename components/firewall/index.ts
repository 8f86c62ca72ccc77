export { sealedHeader, WebFirewall, type WebFirewallArgs, type SecretHeaderArgs } from "./firewall";
export * from "./firewall.plan";
export { webFirewallRefusals, type WebFirewallRefusalArgs } from "./firewall.refusals";
export { MANAGED_RULE_GROUPS, WAF_CAPACITY, type ManagedRuleGroupKey } from "./managed-rule-groups";

import type * as aws from "@pulumi/aws";
import type * as pulumi from "@pulumi/pulumi";
import type { PlannedGroup, PlannedRate, PlannedFirewallRule } from "./firewall.plan";

type Rule = aws.types.input.wafv2.WebAclRule;
type Statement = aws.types.input.wafv2.WebAclRuleStatement;

/** A planned rule as the provider takes it. */
export function ruleInput(rule: PlannedFirewallRule, secrets: readonly pulumi.Input<string>[]): Rule {
  const { name, priority } = rule;
  return { name, priority, ...verdictOf(rule), statement: statementOf(rule, secrets), visibilityConfig: seenAs(name) };
}

/** How a rule or an ACL shows in metrics: without samples, which would keep credentials readable. */
export function seenAs(metricName: string): aws.types.input.wafv2.WebAclVisibilityConfig {
  return { metricName, cloudwatchMetricsEnabled: true, sampledRequestsEnabled: false };
}

function verdictOf(rule: PlannedFirewallRule): Pick<Rule, "action" | "overrideAction"> {
  if (rule.kind !== "managed") {
    return { action: { block: {} } };
  }
  return { overrideAction: rule.mode === "block" ? { none: {} } : { count: {} } };
}

function statementOf(rule: PlannedFirewallRule, secrets: readonly pulumi.Input<string>[]): Statement {
  switch (rule.kind) {
    case "secret-header":
      return { notStatement: { statement: anyOf(secrets.map((secret) => headerIs(rule.header, secret))) } };
    case "rate":
      return { rateBasedStatement: rateStatement(rule) };
    case "managed":
      return { managedRuleGroupStatement: groupStatement(rule) };
  }
}

/** One statement, or several of which one is enough: WAF takes no alternative of one. */
function anyOf(statements: readonly Statement[]): Statement {
  const [only, ...others] = statements;
  return only !== undefined && others.length === 0 ? only : { orStatement: { statements: [...statements] } };
}

function headerIs(name: string, searchString: pulumi.Input<string>): Statement {
  return {
    byteMatchStatement: {
      fieldToMatch: { singleHeader: { name } },
      positionalConstraint: "EXACTLY",
      searchString,
      textTransformations: [{ priority: 0, type: "NONE" }],
    },
  };
}

function rateStatement(rate: PlannedRate): aws.types.input.wafv2.WebAclRuleStatementRateBasedStatement {
  const { requests, windowSeconds, clientAddressHeader } = rate;
  const common = { limit: requests, evaluationWindowSec: windowSeconds };
  if (clientAddressHeader === undefined) {
    return { ...common, aggregateKeyType: "IP" };
  }
  return {
    ...common,
    aggregateKeyType: "FORWARDED_IP",
    forwardedIpConfig: { headerName: clientAddressHeader, fallbackBehavior: "MATCH" },
  };
}

function groupStatement(planned: PlannedGroup): aws.types.input.wafv2.WebAclRuleStatementManagedRuleGroupStatement {
  const { group, countedRules } = planned;
  const overrides = countedRules.map((name) => ({ name, actionToUse: { count: {} } }));
  return { vendorName: "AWS", name: group, ...(overrides.length === 0 ? {} : { ruleActionOverrides: overrides }) };
}

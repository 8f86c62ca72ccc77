import type { WebAclArgs } from "@pulumi/aws/wafv2";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { hasSome, requireSettings } from "../../core/settings";

/** A web firewall holds something back. */
export const firewallRequireRules: ResourceValidationPolicy = {
  name: "firewall-require-rules",
  description: "Web firewalls have rules.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("WAF.10", "AWS WAF web ACLs should have at least one rule or rule group"),
  tags: ["network"],
  remediationSteps: "Add a rule or a managed rule group to rules.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html",
  validateResource: requireSettings<WebAclArgs>("aws:wafv2/webAcl:WebAcl", [
    { property: "rules", read: ({ rules }) => rules, check: hasSome },
  ]),
};

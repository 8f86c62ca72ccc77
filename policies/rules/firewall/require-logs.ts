import { requireCompanion } from "../../core/companions";
import { securityHubControl } from "../../core/framework";
import type { RelationalRule } from "../../core/relational";

/** What a web firewall let through and what it stopped can be looked up. */
export const firewallRequireLogs: RelationalRule = {
  name: "firewall-require-logs",
  description: "Web firewalls have a log.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: securityHubControl("WAF.11", "AWS WAF web ACL logging should be enabled"),
  tags: ["observability"],
  remediationSteps:
    "Add a logging configuration with the web ACL's ARN as resourceArn, and leave out fields that carry credentials by redactedFields.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html",
  judgeStack: requireCompanion({
    of: ["aws:wafv2/webAcl:WebAcl"],
    what: "a log",
    types: ["aws:wafv2/webAclLoggingConfiguration:WebAclLoggingConfiguration"],
    by: "resourceArn",
  }),
};

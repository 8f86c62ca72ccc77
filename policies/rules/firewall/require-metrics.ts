import type { WebAclArgs } from "@pulumi/aws/wafv2";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isTrue } from "../../core/settings";

/** A web firewall tells how much it holds back. */
export const firewallRequireMetrics: ResourceValidationPolicy = {
  name: "firewall-require-metrics",
  description: "Web firewalls report metrics.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("WAF.12", "AWS WAF rules should have CloudWatch metrics enabled"),
  tags: ["observability"],
  remediationSteps: "Set visibilityConfig.cloudwatchMetricsEnabled to true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/waf-controls.html",
  ...mendableSettings<WebAclArgs>("aws:wafv2/webAcl:WebAcl", [
    {
      property: "visibilityConfig.cloudwatchMetricsEnabled",
      read: ({ visibilityConfig }) => visibilityConfig.cloudwatchMetricsEnabled,
      check: isTrue,
      mend: true,
    },
  ]),
};

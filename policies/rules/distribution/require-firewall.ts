import type { DistributionArgs } from "@pulumi/aws/cloudfront";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isGiven, requireSettings } from "../../core/settings";

/** A distribution has a web firewall in front of it. */
export const distributionRequireFirewall: ResourceValidationPolicy = {
  name: "distribution-require-firewall",
  description: "Distributions have a web firewall.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("CloudFront.6", "CloudFront distributions should have WAF enabled"),
  tags: ["network"],
  remediationSteps: "Set webAclId to the ARN of a web ACL of the scope CLOUDFRONT.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html",
  validateResource: requireSettings<DistributionArgs>("aws:cloudfront/distribution:Distribution", [
    { property: "webAclId", read: ({ webAclId }) => webAclId, check: isGiven("a web ACL") },
  ]),
};

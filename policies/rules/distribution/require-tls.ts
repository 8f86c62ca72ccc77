import type { DistributionArgs } from "@pulumi/aws/cloudfront";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isOneOf } from "../../core/settings";

/** A distribution serves pages over TLS only. */
export const distributionRequireTls: ResourceValidationPolicy = {
  name: "distribution-require-tls",
  description: "Distributions serve pages over TLS only.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("CloudFront.3", "CloudFront distributions should require encryption in transit"),
  tags: ["encryption"],
  remediationSteps: "Set defaultCacheBehavior.viewerProtocolPolicy to https-only or redirect-to-https.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html",
  ...mendableSettings<DistributionArgs>("aws:cloudfront/distribution:Distribution", [
    {
      property: "defaultCacheBehavior.viewerProtocolPolicy",
      read: ({ defaultCacheBehavior }) => defaultCacheBehavior.viewerProtocolPolicy,
      check: isOneOf("https-only", "redirect-to-https"),
      mend: "redirect-to-https",
    },
  ]),
};

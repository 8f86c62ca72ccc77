import type { DistributionArgs } from "@pulumi/aws/cloudfront";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isOneOf } from "../../core/settings";

/** A distribution serves TLS by the name that is asked for, without an address of its own. */
export const distributionRequireNamedHosts: ResourceValidationPolicy = {
  name: "distribution-require-named-hosts",
  description: "Distributions serve TLS by server name.",
  enforcementLevel: "mandatory",
  severity: "low",
  framework: awsBestPractice("CloudFront.8", "CloudFront distributions should use SNI to serve HTTPS requests"),
  tags: ["cost", "encryption"],
  remediationSteps: "Set viewerCertificate.sslSupportMethod to sni-only.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html",
  ...mendableSettings<DistributionArgs>("aws:cloudfront/distribution:Distribution", [
    {
      property: "viewerCertificate.sslSupportMethod",
      read: ({ viewerCertificate }) => viewerCertificate.sslSupportMethod ?? "sni-only",
      check: isOneOf("sni-only"),
      mend: "sni-only",
    },
  ]),
};

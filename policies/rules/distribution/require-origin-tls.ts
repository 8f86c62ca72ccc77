import type { DistributionArgs } from "@pulumi/aws/cloudfront";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isCustom } from "../../core/origins";
import { eachMember, expecting, isOneOf, requireSettings } from "../../core/settings";
import { asList } from "../../core/tags";

const MODERN: ReadonlySet<unknown> = new Set(["TLSv1.2", "TLSv1.3"]);

const isModern = expecting("TLSv1.2 and nothing older", (got) => {
  const protocols = asList(got);
  return protocols.length > 0 && protocols.every((protocol) => MODERN.has(protocol));
});

/** What a distribution asks of its origins is encrypted, with nothing that is broken. */
export const distributionRequireOriginTls: ResourceValidationPolicy = {
  name: "distribution-require-origin-tls",
  description: "Distributions speak TLS 1.2 with their origins.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("CloudFront.9", "CloudFront distributions should encrypt traffic to custom origins"),
  tags: ["encryption"],
  remediationSteps: "Set customOriginConfig.originProtocolPolicy to https-only, and originSslProtocols to TLSv1.2.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html",
  validateResource: requireSettings<DistributionArgs>("aws:cloudfront/distribution:Distribution", [
    {
      property: "origins",
      read: ({ origins }) => origins,
      check: eachMember(["customOriginConfig", "originProtocolPolicy"], isOneOf("https-only"), isCustom),
    },
    {
      property: "origins",
      read: ({ origins }) => origins,
      check: eachMember(["customOriginConfig", "originSslProtocols"], isModern, isCustom),
    },
  ]),
};

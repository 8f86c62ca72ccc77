import type { DistributionArgs } from "@pulumi/aws/cloudfront";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import type { Unwrap } from "@pulumi/pulumi";
import { awsBestPractice } from "../../core/framework";
import { isBucket } from "../../core/origins";
import { isGiven, requireSettings, where } from "../../core/settings";

/** Who asks for the root of a site gets a page, not a list of what is in the bucket. */
export const distributionRequireRootObject: ResourceValidationPolicy = {
  name: "distribution-require-root-object",
  description: "Distributions of buckets have a root object.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice("CloudFront.1", "CloudFront distributions should have a default root object configured"),
  tags: ["network"],
  remediationSteps: "Set defaultRootObject, such as index.html.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html",
  validateResource: where<DistributionArgs>(
    requireSettings<DistributionArgs>("aws:cloudfront/distribution:Distribution", [
      {
        property: "defaultRootObject",
        read: ({ defaultRootObject }) => defaultRootObject,
        check: isGiven("the name of an object"),
      },
    ]),
    servesBucket,
  ),
};

/** Whether the root of the site is asked of a bucket. */
function servesBucket({ origins, defaultCacheBehavior }: Unwrap<DistributionArgs>): boolean {
  return origins.some((origin) => origin.originId === defaultCacheBehavior.targetOriginId && isBucket(origin));
}

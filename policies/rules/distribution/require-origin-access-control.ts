import type { DistributionArgs } from "@pulumi/aws/cloudfront";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isBucket } from "../../core/origins";
import { eachMember, isGiven, requireSettings } from "../../core/settings";

/** A bucket behind a distribution is reached through it alone. */
export const distributionRequireOriginAccessControl: ResourceValidationPolicy = {
  name: "distribution-require-origin-access-control",
  description: "Distributions sign what they ask of buckets.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("CloudFront.13", "CloudFront distributions should use origin access control"),
  tags: ["network"],
  remediationSteps: "Set originAccessControlId of the origin to an origin access control.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudfront-controls.html",
  validateResource: requireSettings<DistributionArgs>("aws:cloudfront/distribution:Distribution", [
    {
      property: "origins",
      read: ({ origins }) => origins,
      check: eachMember(["originAccessControlId"], isGiven("an origin access control"), isBucket),
    },
  ]),
};

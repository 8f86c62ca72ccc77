import type { AccessPointArgs, BucketPolicyArgs } from "@pulumi/aws/s3";
import type { AccessPointPolicyArgs } from "@pulumi/aws/s3control";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isNotPublic } from "../../core/public";
import { requireSettings } from "../../core/settings";

/** A bucket's policy, and those of its access points, let in only whom they name. */
export const bucketForbidPublicPolicy: ResourceValidationPolicy = {
  name: "bucket-forbid-public-policy",
  description: "Bucket policies let nobody in whom they do not name.",
  enforcementLevel: "mandatory",
  severity: "critical",
  framework: awsBestPractice("S3.2", "S3 general purpose buckets should block public read access"),
  tags: ["identity", "public-exposure"],
  remediationSteps:
    "Name the accounts, roles or services as Principal, or add a condition such as aws:PrincipalOrgID, " +
    "aws:SourceAccount or aws:SourceVpce.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  validateResource: [
    requireSettings<BucketPolicyArgs>("aws:s3/bucketPolicy:BucketPolicy", [
      { property: "policy", read: ({ policy }) => policy, check: isNotPublic },
    ]),
    requireSettings<AccessPointPolicyArgs>("aws:s3control/accessPointPolicy:AccessPointPolicy", [
      { property: "policy", read: ({ policy }) => policy, check: isNotPublic },
    ]),
    requireSettings<AccessPointArgs>("aws:s3/accessPoint:AccessPoint", [
      { property: "policy", read: ({ policy }) => policy, check: isNotPublic },
    ]),
  ],
};

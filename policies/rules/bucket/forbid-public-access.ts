import type { BucketPublicAccessBlockArgs } from "@pulumi/aws/s3";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isTrue } from "../../core/settings";

/** A bucket blocks public access in all four ways. */
export const bucketForbidPublicAccess: ResourceValidationPolicy = {
  name: "bucket-forbid-public-access",
  description: "Buckets block public access in all four ways.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice("S3.8", "S3 general purpose buckets should block public access"),
  tags: ["network"],
  remediationSteps: "Set blockPublicAcls, blockPublicPolicy, ignorePublicAcls and restrictPublicBuckets to true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  ...mendableSettings<BucketPublicAccessBlockArgs>("aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock", [
    { property: "blockPublicAcls", read: (block) => block.blockPublicAcls, check: isTrue, mend: true },
    { property: "blockPublicPolicy", read: (block) => block.blockPublicPolicy, check: isTrue, mend: true },
    { property: "ignorePublicAcls", read: (block) => block.ignorePublicAcls, check: isTrue, mend: true },
    { property: "restrictPublicBuckets", read: (block) => block.restrictPublicBuckets, check: isTrue, mend: true },
  ]),
};

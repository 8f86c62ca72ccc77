import type { BucketOwnershipControlsArgs } from "@pulumi/aws/s3";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isOneOf } from "../../core/settings";

/** A bucket decides by policies alone who may read it. */
export const bucketForbidAccessLists: ResourceValidationPolicy = {
  name: "bucket-forbid-access-lists",
  description: "Buckets are opened by policies, not by access control lists.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("S3.12", "ACLs should not be used to manage user access to S3 general purpose buckets"),
  tags: ["network"],
  remediationSteps: "Set rule.objectOwnership to BucketOwnerEnforced, and grant access in the bucket policy.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  ...mendableSettings<BucketOwnershipControlsArgs>("aws:s3/bucketOwnershipControls:BucketOwnershipControls", [
    {
      property: "rule.objectOwnership",
      read: ({ rule }) => rule.objectOwnership,
      check: isOneOf("BucketOwnerEnforced"),
      mend: "BucketOwnerEnforced",
    },
  ]),
};

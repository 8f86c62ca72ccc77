import type { BucketPolicyArgs } from "@pulumi/aws/s3";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { requireSettings } from "../../core/settings";
import { deniesWithoutTls } from "../../core/transport";

/** A bucket refuses what comes without TLS, whoever sends it. */
export const bucketRequireTls: ResourceValidationPolicy = {
  name: "bucket-require-tls",
  description: "Buckets refuse requests without TLS.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("S3.5", "S3 general purpose buckets should require requests to use SSL"),
  tags: ["encryption"],
  remediationSteps:
    'Add a statement with Effect Deny, Principal "*", Action s3:* and the condition Bool aws:SecureTransport ' +
    '"false", and no other condition.',
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  validateResource: requireSettings<BucketPolicyArgs>("aws:s3/bucketPolicy:BucketPolicy", [
    { property: "policy", read: ({ policy }) => policy, check: deniesWithoutTls("s3") },
  ]),
};

import { BUCKETS } from "../../core/buckets";
import { requireCompanion } from "../../core/companions";
import { awsBestPractice } from "../../core/framework";
import type { RelationalRule } from "../../core/relational";

/** Without a policy nothing refuses requests that come without TLS. */
export const bucketRequirePolicy: RelationalRule = {
  name: "bucket-require-policy",
  description: "Buckets have a policy, which refuses requests without TLS.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("S3.5", "S3 general purpose buckets should require requests to use SSL"),
  tags: ["encryption"],
  remediationSteps:
    "Add a bucket policy with the bucket as bucket, which denies s3:* to everybody where aws:SecureTransport is false.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  judgeStack: requireCompanion({
    of: BUCKETS,
    what: "a policy",
    types: ["aws:s3/bucketPolicy:BucketPolicy"],
    by: "bucket",
    except: ({ props }) => props["policy"] !== undefined,
  }),
};

import { BUCKETS } from "../../core/buckets";
import { requireCompanion } from "../../core/companions";
import { awsBestPractice } from "../../core/framework";
import type { RelationalRule } from "../../core/relational";

/** A bucket has settings of its own against public access, whatever the account says. */
export const bucketRequirePublicAccessBlock: RelationalRule = {
  name: "bucket-require-public-access-block",
  description: "Buckets have a block of public access.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice("S3.8", "S3 general purpose buckets should block public access"),
  tags: ["network"],
  remediationSteps: "Add a public access block with the bucket as bucket and all four settings true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  judgeStack: requireCompanion({
    of: BUCKETS,
    what: "a block of public access",
    types: ["aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock"],
    by: "bucket",
  }),
};

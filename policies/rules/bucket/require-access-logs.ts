import type { PolicyResource } from "@pulumi/policy";
import { BUCKETS, bucketSetting, isLogTarget, isPassing } from "../../core/buckets";
import { requireCompanion } from "../../core/companions";
import { awsBestPractice } from "../../core/framework";
import type { RelationalRule } from "../../core/relational";
import type { Stack } from "../../core/stack";
import { at, readTag } from "../../core/tags";

/** Classes of data whose readers nobody has to know. */
const OPEN: ReadonlySet<unknown> = new Set(["public", "internal"]);

/** Who read or changed what in a bucket can be looked up, where that matters: not of what is public, internal, or itself a log. */
export const bucketRequireAccessLogs: RelationalRule = {
  name: "bucket-require-access-logs",
  description: "Buckets with confidential or personal data log who asks for what.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("S3.9", "S3 general purpose buckets should have server access logging enabled"),
  tags: ["observability"],
  remediationSteps:
    "Add a logging configuration with the bucket as bucket and a bucket of the same region as targetBucket, or tag what is not confidential by its data-class.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  judgeStack: requireCompanion({
    of: BUCKETS,
    what: "an access log",
    types: bucketSetting("BucketLogging"),
    by: "bucket",
    except: needsNone,
  }),
};

function needsNone(bucket: PolicyResource, stack: Stack): boolean {
  const logs = at(bucket.props, ["logging", "targetBucket"]) !== undefined;
  return logs || OPEN.has(readTag(bucket, "data-class")) || isLogTarget(bucket, stack) || isPassing(bucket, stack);
}

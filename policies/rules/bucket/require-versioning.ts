import type { PolicyResource } from "@pulumi/policy";
import { BUCKETS, bucketSetting, isPassing } from "../../core/buckets";
import { requireCompanion } from "../../core/companions";
import { securityHubControl } from "../../core/framework";
import type { RelationalRule } from "../../core/relational";
import type { Stack } from "../../core/stack";
import { at } from "../../core/tags";

/** What is overwritten or deleted in a bucket can be had back, unless everything in it goes within a month anyway. */
export const bucketRequireVersioning: RelationalRule = {
  name: "bucket-require-versioning",
  description: "Buckets keep earlier versions.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: securityHubControl("S3.14", "S3 general purpose buckets should have versioning enabled"),
  tags: ["reliability"],
  remediationSteps:
    "Add a versioning with the bucket as bucket and the status Enabled, or a lifecycle rule that deletes everything within 30 days.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  judgeStack: requireCompanion({
    of: BUCKETS,
    what: "versioning that is enabled",
    types: bucketSetting("BucketVersioning"),
    by: "bucket",
    holds: isEnabled,
    except: keepsVersions,
  }),
};

function isEnabled({ props }: PolicyResource): boolean {
  return at(props, ["versioningConfiguration", "status"]) === "Enabled";
}

function keepsVersions(bucket: PolicyResource, stack: Stack): boolean {
  return at(bucket.props, ["versioning", "enabled"]) === true || isPassing(bucket, stack);
}

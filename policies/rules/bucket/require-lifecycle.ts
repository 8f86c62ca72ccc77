import type { PolicyResource } from "@pulumi/policy";
import { BUCKETS, bucketSetting } from "../../core/buckets";
import { requireCompanion } from "../../core/companions";
import { awsBestPractice } from "../../core/framework";
import type { RelationalRule } from "../../core/relational";
import { asList, member } from "../../core/tags";

/** What is in a bucket is moved or deleted some day, and an upload that was never finished is not paid for forever. */
export const bucketRequireLifecycle: RelationalRule = {
  name: "bucket-require-lifecycle",
  description: "Buckets have a lifecycle.",
  enforcementLevel: "mandatory",
  severity: "low",
  framework: awsBestPractice("S3.13", "S3 general purpose buckets should have Lifecycle configurations"),
  tags: ["cost"],
  remediationSteps:
    "Add a lifecycle configuration with the bucket as bucket, with a rule that gives up unfinished uploads at least.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/s3-controls.html",
  judgeStack: requireCompanion({
    of: BUCKETS,
    what: "a lifecycle rule that is enabled",
    types: bucketSetting("BucketLifecycleConfiguration"),
    by: "bucket",
    holds: hasRule,
    except: hasOwn,
  }),
};

function hasRule({ props }: PolicyResource): boolean {
  return asList(props["rules"]).some((rule) => member(rule, "status") === "Enabled");
}

function hasOwn({ props }: PolicyResource): boolean {
  return asList(props["lifecycleRules"]).some((rule) => member(rule, "enabled") === true);
}

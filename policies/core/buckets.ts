import type { PolicyResource } from "@pulumi/policy";
import type { Stack } from "./stack";
import { asList, member } from "./tags";

/** Types of buckets: the one of the provider's versions up to 6 and from 7 on, and the one in between. */
export const BUCKETS = ["aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"] as const;

/** Types of a bucket's setting, by its name. */
export function bucketSetting(name: string): readonly [string, string] {
  const first = `${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  return [`aws:s3/${first}:${name}`, `aws:s3/${first}V2:${name}V2`];
}

/** Longest time, in days, for which a bucket is taken to hold what is only passing through. */
const PASSING_DAYS = 30;

/** Whether everything in a bucket is deleted within a month, as results of queries are. */
export function isPassing(bucket: PolicyResource, stack: Stack): boolean {
  const [type, earlier] = bucketSetting("BucketLifecycleConfiguration");
  return [type, earlier]
    .flatMap((each) => stack.referrers(bucket, each, "bucket"))
    .some(({ props }) => asList(props["rules"]).some(deletesAll));
}

function deletesAll(rule: unknown): boolean {
  const days = member(member(rule, "expiration"), "days");
  const filter = member(rule, "filter");
  const everything = filter === undefined || Object.keys(Object(filter)).length === 0;
  const short = typeof days === "number" && days <= PASSING_DAYS;
  return member(rule, "status") === "Enabled" && everything && short && member(rule, "prefix") === undefined;
}

/** Whether other buckets write their access logs into a bucket. */
export function isLogTarget(bucket: PolicyResource, stack: Stack): boolean {
  const [type, earlier] = bucketSetting("BucketLogging");
  return [type, earlier].some((each) => stack.referrers(bucket, each, "targetBucket").length > 0);
}

/** Whether the bill is exported into a bucket. */
export function isBillTarget(bucket: PolicyResource, stack: Stack): boolean {
  return stack.referrers(bucket, "aws:bcmdata/export:Export", "export").length > 0;
}

export { Archive, type ArchiveArgs } from "./archive";
export * from "./archive.plan";
export { archiveRefusals, MAX_ARCHIVE_NAME, type ArchiveRefusalArgs } from "./archive.refusals";
export type {
  BucketDelivery,
  BucketPolicyConditions,
  BucketPolicyDocument,
  BucketPolicyStatement,
} from "./bucket-policy";
export { LIFECYCLE_DEFAULTS, type LifecycleSettings, type PlannedLifecycleRule } from "./lifecycle";
export * from "./parquet-layout";
export { PrivateBucket, type PrivateBucketArgs } from "./private-bucket";
export * from "./private-bucket.plan";
export {
  bucketRefusals,
  MAX_BUCKET_NAME,
  MAX_LOCK_DAYS,
  privateBucketRefusals,
  S3_NAME_LIMIT,
  type PrivateBucketRefusalArgs,
} from "./private-bucket.refusals";
export type { ReplicationPolicy, ReplicationStatement } from "./replication-policy";

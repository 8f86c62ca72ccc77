import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { bucketPolicy, type BucketDelivery } from "./bucket-policy";
import type { PlannedLifecycleRule } from "./lifecycle";
import { BUCKET_DEFAULTS, planPrivateBucket } from "./private-bucket.plan";
import type { PrivateBucketPlan, PrivateBucketPlanArgs } from "./private-bucket.plan";
import { bucketRefusals, privateBucketRefusals } from "./private-bucket.refusals";

/** Arguments of {@link PrivateBucket}. */
export interface PrivateBucketArgs extends ComponentArgs, PrivateBucketPlanArgs {
  /**
   * ARN of the customer key, in the bucket's region, that encrypts the objects.
   *
   * @default - S3's own key, for a bucket that receives access logs or what services deliver, and no other
   */
  readonly keyArn?: pulumi.Input<string>;
  /**
   * ARNs of the buckets, in the bucket's region, whose access logs are delivered here.
   *
   * @default - none
   */
  readonly accessLogSourceArns?: readonly pulumi.Input<string>[];
  /**
   * What services of AWS deliver here for the bucket's account.
   *
   * @default - nothing
   */
  readonly delivery?: BucketDelivery;
  /**
   * Name of the bucket, in the bucket's region, that gets the access logs of this one.
   *
   * @default - access is not logged
   */
  readonly accessLogBucketName?: pulumi.Input<string>;
  /**
   * Whether Pulumi keeps the bucket from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/**
 * An S3 bucket with every setting that keeps it private, each a resource of its own.
 *
 * Creates:
 * - the bucket, its name ending in account and region, object lock enabled where it is asked for
 * - public access blocked, ownership by the bucket's owner (no ACLs), versioning
 * - encryption by the customer key, with a bucket key; uploads under keys of the caller (SSE-C) are blocked
 * - a lifecycle through the cheaper tiers, with an end for former versions and incomplete uploads
 * - a policy that denies calls without TLS, from other accounts, to other regions, and uploads under another key
 * - the default lock, and access logging, where they are asked for
 *
 * Costs at defaults: 0 USD while empty. us-east-1, prices of 2025-07-07 (service-prices-us-east-1.json, s3_bucket_v3):
 * 0.023 USD per GB-month, 0.0125 in Infrequent Access, 0.00099 in Deep Archive; Glacier Instant Retrieval is unpriced.
 * The customer key comes on top.
 *
 * Does not: replicate (see `Archive`); grant access; notify; restrict access to a network.
 *
 * @example
 * new PrivateBucket("query-results", {
 *   bucketName: "prod-eu-query-results",
 *   accountId: "111122223333",
 *   region: "eu-central-1",
 *   keyArn: key.arn,
 *   tags,
 * });
 */
export class PrivateBucket extends Component {
  /** Physical name of the bucket, known once its policy is in place. */
  readonly bucketName: pulumi.Output<string>;
  /** ARN of the bucket. */
  readonly arn: pulumi.Output<string>;
  /** Region of the bucket. */
  readonly region: string;

  constructor(name: string, args: PrivateBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    const rules = [...bucketRefusals, ...privateBucketRefusals];
    super("inventory:archive:PrivateBucket", name, checkArgs(`private bucket "${name}"`, args, rules), opts);
    const plan = planPrivateBucket(args);
    const bucket = this.createBucket(plan, args);
    const ownership = this.closeToThePublic(plan, bucket);
    const policy = this.createPolicy(plan, args, { bucket, ownership });
    this.createEncryption(plan, args, bucket);
    const versioning = this.createVersioning(plan, bucket);
    this.createLifecycle(plan, bucket, versioning);
    this.createObjectLock(plan, bucket, versioning);
    this.logAccess(plan, args, bucket);

    this.bucketName = policy.bucket;
    this.arn = bucket.arn;
    this.region = plan.region;
    this.registerOutputs({ bucketName: this.bucketName, arn: this.arn, region: this.region });
  }

  private createBucket(plan: PrivateBucketPlan, args: PrivateBucketArgs): aws.s3.Bucket {
    const kept = args.protect ?? BUCKET_DEFAULTS.protect;
    return new aws.s3.Bucket(
      this.childName("bucket"),
      {
        bucket: plan.bucketName,
        region: plan.region,
        ...(plan.objectLock === undefined ? {} : { objectLockEnabled: true }),
        tags: this.childTags("bucket"),
      },
      this.childOptions({ protect: kept, retainOnDelete: kept, deleteBeforeReplace: true }),
    );
  }

  private closeToThePublic({ region }: PrivateBucketPlan, bucket: aws.s3.Bucket): aws.s3.BucketOwnershipControls {
    const publicAccess = new aws.s3.BucketPublicAccessBlock(
      this.childName("public-access"),
      {
        region,
        bucket: bucket.bucket,
        blockPublicAcls: true,
        blockPublicPolicy: true,
        ignorePublicAcls: true,
        restrictPublicBuckets: true,
      },
      this.childOptions(),
    );
    return new aws.s3.BucketOwnershipControls(
      this.childName("ownership"),
      { region, bucket: bucket.bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
      this.childOptions({ dependsOn: [publicAccess] }),
    );
  }

  /** S3 refuses changes of access settings side by side, so the policy waits for the ownership. */
  private createPolicy(
    plan: PrivateBucketPlan,
    args: PrivateBucketArgs,
    { bucket, ownership }: { readonly bucket: aws.s3.Bucket; readonly ownership: aws.s3.BucketOwnershipControls },
  ): aws.s3.BucketPolicy {
    const inputs = pulumi.all([bucket.arn, args.keyArn, args.accessLogSourceArns ?? []]);
    return new aws.s3.BucketPolicy(
      this.childName("policy"),
      {
        region: plan.region,
        bucket: bucket.bucket,
        policy: inputs.apply(([bucketArn, keyArn, accessLogSourceArns]) =>
          JSON.stringify(
            bucketPolicy({
              ...plan,
              bucketArn,
              accessLogSourceArns,
              ...(keyArn === undefined ? {} : { keyArn }),
              ...(args.delivery === undefined ? {} : { delivery: args.delivery }),
            }),
          ),
        ),
      },
      this.childOptions({ dependsOn: [ownership] }),
    );
  }

  private createEncryption({ region }: PrivateBucketPlan, { keyArn }: PrivateBucketArgs, bucket: aws.s3.Bucket): void {
    const byKey =
      keyArn === undefined
        ? { applyServerSideEncryptionByDefault: { sseAlgorithm: "AES256" } }
        : {
            applyServerSideEncryptionByDefault: { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn },
            bucketKeyEnabled: true,
          };
    new aws.s3.BucketServerSideEncryptionConfiguration(
      this.childName("encryption"),
      { region, bucket: bucket.bucket, rules: [{ ...byKey, blockedEncryptionTypes: ["SSE-C"] }] },
      this.childOptions(),
    );
  }

  private createVersioning({ region, versioning }: PrivateBucketPlan, bucket: aws.s3.Bucket): aws.s3.BucketVersioning {
    return new aws.s3.BucketVersioning(
      this.childName("versioning"),
      {
        region,
        bucket: bucket.bucket,
        versioningConfiguration: { status: versioning ? "Enabled" : "Suspended" },
      },
      this.childOptions(),
    );
  }

  private createLifecycle(plan: PrivateBucketPlan, bucket: aws.s3.Bucket, versioning: aws.s3.BucketVersioning): void {
    new aws.s3.BucketLifecycleConfiguration(
      this.childName("lifecycle"),
      {
        region: plan.region,
        bucket: bucket.bucket,
        transitionDefaultMinimumObjectSize: "all_storage_classes_128K",
        rules: plan.lifecycleRules.map(lifecycleRule),
      },
      this.childOptions({ dependsOn: [versioning] }),
    );
  }

  private createObjectLock(plan: PrivateBucketPlan, bucket: aws.s3.Bucket, versioning: aws.s3.BucketVersioning): void {
    if (plan.objectLock === undefined) {
      return;
    }
    new aws.s3.BucketObjectLockConfiguration(
      this.childName("object-lock"),
      { region: plan.region, bucket: bucket.bucket, rule: { defaultRetention: { ...plan.objectLock } } },
      this.childOptions({ dependsOn: [versioning] }),
    );
  }

  private logAccess(plan: PrivateBucketPlan, { accessLogBucketName }: PrivateBucketArgs, bucket: aws.s3.Bucket): void {
    if (accessLogBucketName === undefined) {
      return;
    }
    new aws.s3.BucketLogging(
      this.childName("access-logging"),
      {
        region: plan.region,
        bucket: bucket.bucket,
        targetBucket: accessLogBucketName,
        targetPrefix: "access/",
        targetObjectKeyFormat: { partitionedPrefix: { partitionDateSource: "EventTime" } },
      },
      this.childOptions(),
    );
  }
}

function lifecycleRule(rule: PlannedLifecycleRule): aws.types.input.s3.BucketLifecycleConfigurationRule {
  return {
    id: rule.id,
    status: "Enabled",
    filter: rule.prefix === undefined ? {} : { prefix: rule.prefix },
    ...(rule.transitions === undefined ? {} : { transitions: rule.transitions.map((move) => ({ ...move })) }),
    ...(rule.expiration === undefined ? {} : { expiration: { ...rule.expiration } }),
    ...(rule.noncurrentDays === undefined
      ? {}
      : { noncurrentVersionExpiration: { noncurrentDays: rule.noncurrentDays } }),
    ...(rule.abortDays === undefined
      ? {}
      : { abortIncompleteMultipartUpload: { daysAfterInitiation: rule.abortDays } }),
  };
}

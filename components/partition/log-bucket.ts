import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { logBucketName, logBucketPolicy, type LogBucketPlanArgs } from "./log-bucket.plan";
import { logBucketRefusals } from "./partition.refusals";

/** Arguments of {@link LogBucket}. */
export interface LogBucketArgs extends ComponentArgs, LogBucketPlanArgs {
  /** ARN of the customer key, in the bucket's region, that encrypts the logs. */
  readonly keyArn: pulumi.Input<string>;
  /**
   * Whether Pulumi keeps the bucket from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/** What S3 calls the ways to lock. */
const LOCK_MODES = { compliance: "COMPLIANCE", governance: "GOVERNANCE" } as const;

/** Values that are used where an argument is left out. */
export const LOG_BUCKET_DEFAULTS = { protect: true } as const;

/**
 * A bucket that AWS delivers logs into, and that gives them to the account alone until their time is over.
 *
 * Creates:
 * - the bucket, versioned, encrypted by the customer key, closed to the public, without access lists
 * - where asked, a lock on everything that arrives, for as long as logs are kept
 * - a lifecycle that deletes logs after their time
 * - a policy: the writer delivers; no call without TLS, from another account, for another region; no replication
 *
 * Costs at defaults: 0 USD while empty. us-east-1, prices of 2025-07-07 (service-prices-us-east-1.json, s3_bucket_v3):
 * 0.023 USD per GB-month, 0.005 USD per 1,000 deliveries.
 *
 * Does not: log who reads it: a trail's data events can; tier logs: they are small and short-lived; grant access.
 *
 * @example
 * new LogBucket("trail-logs", {
 *   bucketName: "prod-eu-trail",
 *   accountId: "111122223333",
 *   region: "eu-central-1",
 *   writer: "cloudtrail",
 *   retentionDays: 365,
 *   lock: "compliance",
 *   keyArn: key.keyArn,
 *   tags,
 * });
 */
export class LogBucket extends Component {
  /** Name of the bucket. */
  readonly bucketName: pulumi.Output<string>;
  /** ARN of the bucket. */
  readonly bucketArn: pulumi.Output<string>;

  constructor(name: string, args: LogBucketArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:partition:LogBucket", name, checkArgs(`log bucket "${name}"`, args, logBucketRefusals), opts);
    const bucket = this.createBucket(args);
    this.closeBucket(args, bucket);
    this.encryptBucket(args, bucket);
    const versioning = this.versionBucket(args, bucket);
    this.lockBucket(args, bucket, versioning);
    this.expireLogs(args, bucket, versioning);

    this.bucketName = bucket.bucket;
    this.bucketArn = bucket.arn;
    this.registerOutputs({ bucketName: this.bucketName, bucketArn: this.bucketArn });
  }

  private createBucket(args: LogBucketArgs): aws.s3.Bucket {
    const protect = args.protect ?? LOG_BUCKET_DEFAULTS.protect;
    return new aws.s3.Bucket(
      this.childName("bucket"),
      {
        region: args.region,
        bucket: logBucketName(args),
        objectLockEnabled: args.lock !== undefined,
        tags: this.childTags("bucket"),
      },
      this.childOptions({ protect, retainOnDelete: protect, deleteBeforeReplace: true }),
    );
  }

  private closeBucket(args: LogBucketArgs, bucket: aws.s3.Bucket): void {
    const { region } = args;
    const closed = new aws.s3.BucketPublicAccessBlock(
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
    new aws.s3.BucketOwnershipControls(
      this.childName("ownership"),
      { region, bucket: bucket.bucket, rule: { objectOwnership: "BucketOwnerEnforced" } },
      this.childOptions(),
    );
    new aws.s3.BucketPolicy(
      this.childName("policy"),
      { region, bucket: bucket.bucket, policy: JSON.stringify(logBucketPolicy(args)) },
      this.childOptions({ dependsOn: [closed] }),
    );
  }

  private encryptBucket({ region, keyArn }: LogBucketArgs, bucket: aws.s3.Bucket): void {
    const byKey = { sseAlgorithm: "aws:kms", kmsMasterKeyId: keyArn };
    new aws.s3.BucketServerSideEncryptionConfiguration(
      this.childName("encryption"),
      {
        region,
        bucket: bucket.bucket,
        rules: [{ applyServerSideEncryptionByDefault: byKey, bucketKeyEnabled: true }],
      },
      this.childOptions(),
    );
  }

  private versionBucket({ region }: LogBucketArgs, bucket: aws.s3.Bucket): aws.s3.BucketVersioning {
    return new aws.s3.BucketVersioning(
      this.childName("versioning"),
      { region, bucket: bucket.bucket, versioningConfiguration: { status: "Enabled" } },
      this.childOptions(),
    );
  }

  private lockBucket(args: LogBucketArgs, bucket: aws.s3.Bucket, versioning: aws.s3.BucketVersioning): void {
    if (args.lock === undefined) {
      return;
    }
    new aws.s3.BucketObjectLockConfiguration(
      this.childName("lock"),
      {
        region: args.region,
        bucket: bucket.bucket,
        rule: { defaultRetention: { mode: LOCK_MODES[args.lock], days: args.retentionDays } },
      },
      this.childOptions({ dependsOn: [versioning] }),
    );
  }

  private expireLogs(args: LogBucketArgs, bucket: aws.s3.Bucket, versioning: aws.s3.BucketVersioning): void {
    new aws.s3.BucketLifecycleConfiguration(
      this.childName("lifecycle"),
      {
        region: args.region,
        bucket: bucket.bucket,
        rules: [
          {
            id: "expire",
            status: "Enabled",
            filter: { prefix: "" },
            expiration: { days: args.retentionDays },
            noncurrentVersionExpiration: { noncurrentDays: 1 },
            abortIncompleteMultipartUpload: { daysAfterInitiation: 7 },
          },
        ],
      },
      this.childOptions({ dependsOn: [versioning] }),
    );
  }
}

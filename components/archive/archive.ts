import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { planArchive, type ArchivePlan, type ArchivePlanArgs, type PlannedReplication } from "./archive.plan";
import { archiveRefusals } from "./archive.refusals";
import { PrivateBucket } from "./private-bucket";
import { REPLICATION_TRUST, replicationPolicy } from "./replication-policy";

/** Arguments of {@link Archive}. */
export interface ArchiveArgs extends ComponentArgs, ArchivePlanArgs {
  /** ARN of the customer key per region of the residency partition; nothing lies in a region without one. */
  readonly keyArns: Readonly<Record<string, pulumi.Input<string>>>;
  /**
   * Whether Pulumi keeps the buckets from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

type ByRegion<Value> = Readonly<Record<string, Value>>;

/**
 * A set of S3 buckets inside one residency partition, one in each region, that copy to one another.
 *
 * Creates:
 * - a {@link PrivateBucket} per region, encrypted by the region's key
 * - a bucket per region that receives the access logs, under S3's own key, which is the only one it delivers under
 * - with several regions: a replication role, and rules in every direction that copy objects, delete markers, changed
 *   metadata and locks, re-encrypted by the other region's key, with metrics
 *
 * Costs at defaults: 0 USD while empty. us-east-1, prices of 2025-07-07 (service-prices-us-east-1.json, s3_bucket_v3):
 * 0.023 USD per GB-month for the first 30 days, 0.0125 to the 90th, 0.00099 from the 365th, in every region; the time
 * between, in Glacier Instant Retrieval, is unpriced, as are replication metrics. Traffic between the regions and the
 * customer keys come on top.
 *
 * Does not: put anything outside the regions it has keys for; copy what was there before the rules (see the README);
 * grant access; back up to a vault; raise alarms.
 *
 * @example
 * new Archive("stock-archive", {
 *   bucketName: "prod-eu-archive",
 *   accountId: "111122223333",
 *   regions: ["eu-central-1", "eu-west-1"],
 *   keyArns: { "eu-central-1": frankfurtKey.arn, "eu-west-1": dublinKey.arn },
 *   tags,
 * });
 */
export class Archive extends Component {
  /** Regions of the archive, sorted. */
  readonly regions: readonly string[];
  /** Physical name of the bucket per region. */
  readonly bucketNames: ByRegion<pulumi.Output<string>>;
  /** ARN of the bucket per region. */
  readonly bucketArns: ByRegion<pulumi.Output<string>>;
  /** Physical name of the bucket with the access logs per region. */
  readonly accessLogBucketNames: ByRegion<pulumi.Output<string>>;

  constructor(name: string, args: ArchiveArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:archive:Archive", name, checkArgs(`archive "${name}"`, args, archiveRefusals), opts);
    const plan = planArchive(args);
    const logs = this.createAccessLogBuckets(plan, args);
    const buckets = this.createBuckets(plan, args, logs);
    this.replicate(plan, args, buckets);

    this.regions = plan.regions;
    this.bucketNames = eachOf(plan, buckets, ({ bucketName }) => bucketName);
    this.bucketArns = eachOf(plan, buckets, ({ arn }) => arn);
    this.accessLogBucketNames = eachOf(plan, logs, ({ bucketName }) => bucketName);
    this.registerOutputs({
      regions: this.regions,
      bucketNames: this.bucketNames,
      bucketArns: this.bucketArns,
      accessLogBucketNames: this.accessLogBucketNames,
    });
  }

  private createAccessLogBuckets(plan: ArchivePlan, args: ArchiveArgs): ByRegion<PrivateBucket> {
    return perRegion(
      plan,
      (region) =>
        new PrivateBucket(
          this.childName(`${region}-access-logs`),
          {
            bucketName: plan.accessLogBucketName,
            accountId: args.accountId,
            region,
            lifecycle: plan.accessLogLifecycle,
            accessLogSourceArns: [of(plan.bucketArns, region)],
            ...(args.protect === undefined ? {} : { protect: args.protect }),
            tags: args.tags,
          },
          this.childOptions(),
        ),
    );
  }

  private createBuckets(
    plan: ArchivePlan,
    { regions, keyArns, ...shape }: ArchiveArgs,
    logs: ByRegion<PrivateBucket>,
  ): ByRegion<PrivateBucket> {
    return perRegion(
      plan,
      (region) =>
        new PrivateBucket(
          this.childName(region),
          {
            bucketName: shape.bucketName,
            accountId: shape.accountId,
            region,
            otherRegions: regions,
            keyArn: of(keyArns, region),
            accessLogBucketName: of(logs, region).bucketName,
            ...optional(shape),
            tags: shape.tags,
          },
          this.childOptions(),
        ),
    );
  }

  private replicate(plan: ArchivePlan, args: ArchiveArgs, buckets: ByRegion<PrivateBucket>): void {
    if (plan.regions.length < 2) {
      return;
    }
    const role = this.createRole();
    const rights = this.grantRights(plan, role, { args, buckets });
    const dependsOn = [rights, ...Object.values(buckets)];
    for (const [region, copies] of Object.entries(plan.replications)) {
      new aws.s3.BucketReplicationConfig(
        this.childName(`${region}-replication`),
        {
          region,
          bucket: of(buckets, region).bucketName,
          role: role.arn,
          rules: copies.map((copy) => replicationRule(copy, plan, { args, buckets })),
        },
        this.childOptions({ dependsOn }),
      );
    }
  }

  private createRole(): aws.iam.Role {
    return new aws.iam.Role(
      this.childName("replication-role"),
      {
        description: "Copies an archive between its regions",
        assumeRolePolicy: REPLICATION_TRUST,
        tags: this.childTags("replication-role"),
      },
      this.childOptions(),
    );
  }

  private grantRights(plan: ArchivePlan, role: aws.iam.Role, { args, buckets }: Copied): aws.iam.RolePolicy {
    const replicated = plan.regions.map((region) => ({
      region,
      arn: of(buckets, region).arn,
      objectsArn: pulumi.interpolate`${of(buckets, region).arn}/*`,
      keyArn: pulumi.output(of(args.keyArns, region)),
    }));
    return new aws.iam.RolePolicy(
      this.childName("replication-rights"),
      { role: role.id, policy: pulumi.jsonStringify(replicationPolicy(replicated, plan.locked)) },
      this.childOptions(),
    );
  }
}

interface Copied {
  readonly args: ArchiveArgs;
  readonly buckets: ByRegion<PrivateBucket>;
}

const FIFTEEN_MINUTES = { minutes: 15 } as const;

function replicationRule(
  { to, priority }: PlannedReplication,
  { timedReplication }: ArchivePlan,
  { args, buckets }: Copied,
): aws.types.input.s3.BucketReplicationConfigRule {
  const enabled = { status: "Enabled" } as const;
  const timed = {
    metrics: { ...enabled, eventThreshold: FIFTEEN_MINUTES },
    replicationTime: { ...enabled, time: FIFTEEN_MINUTES },
  };
  return {
    id: `to-${to}`,
    ...enabled,
    priority,
    filter: { prefix: "" },
    deleteMarkerReplication: enabled,
    sourceSelectionCriteria: { sseKmsEncryptedObjects: enabled, replicaModifications: enabled },
    destination: {
      bucket: of(buckets, to).arn,
      encryptionConfiguration: { replicaKmsKeyId: of(args.keyArns, to) },
      ...(timedReplication ? timed : { metrics: enabled }),
    },
  };
}

/** What every bucket of the archive shares, where it was given. */
function optional({
  versioning,
  objectLock,
  lifecycle,
  protect,
}: Omit<ArchiveArgs, "regions" | "keyArns">): Pick<ArchiveArgs, "versioning" | "objectLock" | "lifecycle" | "protect"> {
  return {
    ...(versioning === undefined ? {} : { versioning }),
    ...(objectLock === undefined ? {} : { objectLock }),
    ...(lifecycle === undefined ? {} : { lifecycle }),
    ...(protect === undefined ? {} : { protect }),
  };
}

function perRegion<Value>({ regions }: ArchivePlan, make: (region: string) => Value): ByRegion<Value> {
  return Object.fromEntries(regions.map((region) => [region, make(region)]));
}

function eachOf<Value, Result>(
  plan: ArchivePlan,
  values: ByRegion<Value>,
  take: (value: Value) => Result,
): ByRegion<Result> {
  return perRegion(plan, (region) => take(of(values, region)));
}

function of<Value>(values: ByRegion<Value>, region: string): Value {
  const value = values[region];
  if (value === undefined) {
    throw new Error(`nothing for ${region}: the refusals of archive let a region without a key pass`);
  }
  return value;
}

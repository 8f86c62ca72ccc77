import * as aws from "@pulumi/aws";
import * as pulumi from "@pulumi/pulumi";
import { checkArgs, Component, type ComponentArgs } from "../core";
import { AUDIT_LOG_DEFAULTS, auditKeyPolicy, planAuditLog } from "./audit-log.plan";
import type { AuditLogPlan, AuditLogPlanArgs } from "./audit-log.plan";
import { LogBucket } from "./log-bucket";
import { auditLogRefusals } from "./partition.refusals";
import { serviceTrust } from "../core/trust";

/** Arguments of {@link AuditLog}. */
export interface AuditLogArgs extends ComponentArgs, AuditLogPlanArgs {
  /**
   * Whether Pulumi keeps the key, the bucket and the log group from deletion.
   *
   * @default true
   */
  readonly protect?: boolean;
}

/** What the trail writes into. */
interface Destinations {
  readonly key: aws.kms.Key;
  readonly bucket: LogBucket;
  readonly logGroup: aws.cloudwatch.LogGroup;
  readonly role: aws.iam.Role;
  readonly rights: aws.iam.RolePolicy;
}

/**
 * A region's audit log: a trail of that region alone, signed, in a bucket that locks what arrives.
 *
 * Creates:
 * - the trail, of management events in its region, with log file validation
 * - the {@link LogBucket} it delivers to, locked for as long as logs are kept
 * - the log group that alarms and people search, and the role that writes to it
 * - the customer key of all of them, which also encrypts what AWS Config delivers in the region
 *
 * Costs at defaults: 1.00 USD a month for the key. us-east-1, prices of 2024-07-01 (service-prices-us-east-1.json,
 * kms_key, cloudtrail, cloudwatch_log_group): the first copy of management events is free, 2.00 USD per 100,000 events
 * of a second trail; 0.50 USD per GB in the log group, 0.03 USD per GB-month to keep them there.
 *
 * Does not: record other regions; record data events; record IAM, STS and CloudFront outside the one region that sees
 * them; raise alarms.
 *
 * @example
 * new AuditLog("audit", {
 *   trailName: "prod-eu",
 *   accountId: "111122223333",
 *   region: "eu-central-1",
 *   regime: "eu-gdpr",
 *   tags,
 * });
 */
export class AuditLog extends Component {
  /** ARN of the trail. */
  readonly trailArn: pulumi.Output<string>;
  /** Name of the bucket that the trail delivers to. */
  readonly bucketName: pulumi.Output<string>;
  /** Name of the log group. */
  readonly logGroupName: pulumi.Output<string>;
  /** ARN of the key. */
  readonly keyArn: pulumi.Output<string>;

  constructor(name: string, args: AuditLogArgs, opts?: pulumi.ComponentResourceOptions) {
    super("inventory:partition:AuditLog", name, checkArgs(`audit log "${name}"`, args, auditLogRefusals), opts);
    const plan = planAuditLog(args, args.tags.environment);
    const key = this.createKey(plan, args);
    const bucket = this.createBucket(plan, args, key);
    const logGroup = this.createLogGroup(plan, args, key);
    const { role, rights } = this.createRole(plan, logGroup);
    const trail = this.createTrail(plan, { key, bucket, logGroup, role, rights });

    this.trailArn = trail.arn;
    this.bucketName = bucket.bucketName;
    this.logGroupName = logGroup.name;
    this.keyArn = key.arn;
    this.registerOutputs({
      trailArn: this.trailArn,
      bucketName: this.bucketName,
      logGroupName: this.logGroupName,
      keyArn: this.keyArn,
    });
  }

  private createKey(plan: AuditLogPlan, args: AuditLogArgs): aws.kms.Key {
    const key = new aws.kms.Key(
      this.childName("key"),
      {
        region: plan.region,
        description: plan.key.description,
        multiRegion: false,
        enableKeyRotation: true,
        rotationPeriodInDays: plan.key.rotationPeriodDays,
        deletionWindowInDays: plan.key.deletionWindowDays,
        policy: JSON.stringify(auditKeyPolicy(plan)),
        tags: this.childTags("key"),
      },
      this.statefulOptions(args),
    );
    new aws.kms.Alias(
      this.childName("key-alias"),
      { region: plan.region, name: plan.key.aliasName, targetKeyId: key.keyId },
      this.childOptions({ deleteBeforeReplace: true }),
    );
    return key;
  }

  private createBucket(plan: AuditLogPlan, args: AuditLogArgs, key: aws.kms.Key): LogBucket {
    const { tags, protect } = args;
    return new LogBucket(
      this.childName("logs"),
      { ...plan.bucket, keyArn: key.arn, tags, ...(protect === undefined ? {} : { protect }) },
      this.childOptions(),
    );
  }

  private createLogGroup(plan: AuditLogPlan, args: AuditLogArgs, key: aws.kms.Key): aws.cloudwatch.LogGroup {
    return new aws.cloudwatch.LogGroup(
      this.childName("log-group"),
      {
        region: plan.region,
        retentionInDays: plan.retentionDays,
        kmsKeyId: key.arn,
        tags: this.childTags("log-group"),
      },
      this.statefulOptions(args),
    );
  }

  private createRole(
    { accountId, region }: AuditLogPlan,
    logGroup: aws.cloudwatch.LogGroup,
  ): Pick<Destinations, "role" | "rights"> {
    const role = new aws.iam.Role(
      this.childName("log-role"),
      {
        description: "Writes a trail's events to its log group",
        assumeRolePolicy: serviceTrust("cloudtrail.amazonaws.com"),
        tags: this.childTags("log-role"),
      },
      this.childOptions(),
    );
    const writing = {
      Effect: "Allow",
      Action: ["logs:CreateLogStream", "logs:PutLogEvents"],
      Resource: pulumi.interpolate`${logGroup.arn}:log-stream:${accountId}_CloudTrail_${region}*`,
    };
    const rights = new aws.iam.RolePolicy(
      this.childName("log-policy"),
      { role: role.id, policy: pulumi.jsonStringify({ Version: "2012-10-17", Statement: [writing] }) },
      this.childOptions(),
    );
    return { role, rights };
  }

  private createTrail(plan: AuditLogPlan, { key, bucket, logGroup, role, rights }: Destinations): aws.cloudtrail.Trail {
    return new aws.cloudtrail.Trail(
      this.childName("trail"),
      {
        region: plan.region,
        name: plan.trailName,
        s3BucketName: bucket.bucketName,
        kmsKeyId: key.arn,
        isMultiRegionTrail: false,
        isOrganizationTrail: false,
        includeGlobalServiceEvents: plan.includeGlobalServiceEvents,
        enableLogFileValidation: true,
        enableLogging: true,
        cloudWatchLogsGroupArn: pulumi.interpolate`${logGroup.arn}:*`,
        cloudWatchLogsRoleArn: role.arn,
        tags: this.childTags("trail"),
      },
      this.childOptions({ dependsOn: [bucket, rights], deleteBeforeReplace: true }),
    );
  }

  private statefulOptions(args: AuditLogArgs): pulumi.CustomResourceOptions {
    const protect = args.protect ?? AUDIT_LOG_DEFAULTS.protect;
    return this.childOptions({ protect, retainOnDelete: protect });
  }
}

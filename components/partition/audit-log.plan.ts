import { awsPartitionOf, type AwsPartition } from "../../facts/regions";
import type { RegimeKey } from "../../facts/residency";
import { toDays, type Duration } from "../core/units";
import { keyPolicy, planEncryptionKey, type EncryptionKeyPlan, type KeyPolicyStatement } from "../keys";
import type { LogBucketPlanArgs, LogLock } from "./log-bucket.plan";

/** What decides the shape of a region's audit log. */
export interface AuditLogPlanArgs {
  /** Physical name of the trail, and what the bucket's name starts with: organisation policies name both. */
  readonly trailName: string;
  /** Account of the trail. */
  readonly accountId: string;
  /** Region of the trail: it records what happens there, and nowhere else. */
  readonly region: string;
  /** Residency regime, whose regions and bounds on keeping logs hold. */
  readonly regime: RegimeKey;
  /**
   * How long logs are kept.
   *
   * @default "365 days"
   */
  readonly logRetention?: Duration;
  /**
   * How firmly delivered logs are locked: in `compliance` nobody, not the root user, can delete one before its time.
   *
   * @default "compliance"
   */
  readonly lock?: LogLock;
}

/** Values that are used where an argument is left out. */
export const AUDIT_LOG_DEFAULTS = {
  logRetention: "365 days",
  lock: "compliance",
  protect: true,
} as const satisfies Partial<AuditLogPlanArgs> & { readonly protect: boolean };

/**
 * The one region of each AWS partition that records events of services without a region: IAM, STS, CloudFront.
 *
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/cloudtrail-concepts.html#cloudtrail-concepts-global-service-events
 * (read 2026-11-24); a trail of one region elsewhere does not see them.
 */
export const GLOBAL_EVENTS_REGIONS = {
  aws: "us-east-1",
  "aws-cn": "cn-north-1",
  "aws-eusc": "eusc-de-east-1",
} as const satisfies Readonly<Record<AwsPartition, string>>;

/** A region's audit log as plain data. */
export interface AuditLogPlan {
  readonly trailName: string;
  readonly trailArn: string;
  readonly accountId: string;
  readonly region: string;
  readonly retentionDays: number;
  /** Whether events of services without a region are recorded here. */
  readonly includeGlobalServiceEvents: boolean;
  readonly key: EncryptionKeyPlan;
  readonly bucket: LogBucketPlanArgs;
}

/** Turns checked arguments into a plan. */
export function planAuditLog(args: AuditLogPlanArgs, environment: string): AuditLogPlan {
  const { trailName, accountId, region } = args;
  const partition = awsPartitionOf(region) ?? "aws";
  const trailArn = `arn:${partition}:cloudtrail:${region}:${accountId}:trail/${trailName}`;
  const retentionDays = toDays(args.logRetention ?? AUDIT_LOG_DEFAULTS.logRetention);
  return {
    trailName,
    trailArn,
    accountId,
    region,
    retentionDays,
    includeGlobalServiceEvents: GLOBAL_EVENTS_REGIONS[partition] === region,
    key: planEncryptionKey({ purpose: `audit-${trailName}`, accountId, region, services: ["logs", "s3"] }, environment),
    bucket: {
      bucketName: trailName,
      accountId,
      region,
      writer: "cloudtrail",
      retentionDays,
      lock: args.lock ?? AUDIT_LOG_DEFAULTS.lock,
      trailArn,
    },
  };
}

/**
 * The policy of the key: as that of any key, and CloudTrail and AWS Config encrypt what they deliver.
 *
 * Source: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-kms-key-policy-for-cloudtrail.html,
 * https://docs.aws.amazon.com/config/latest/developerguide/s3-kms-key-policy.html (read 2026-11-24).
 */
export function auditKeyPolicy({ key, trailArn, accountId }: AuditLogPlan): {
  readonly Version: "2012-10-17";
  readonly Statement: readonly KeyPolicyStatement<string>[];
} {
  const { Version, Statement } = keyPolicy<string>(key, []);
  return {
    Version,
    Statement: [
      ...Statement,
      {
        Sid: "UseAsCloudTrail",
        Effect: "Allow",
        Principal: { Service: "cloudtrail.amazonaws.com" },
        Action: ["kms:Decrypt", "kms:DescribeKey", "kms:GenerateDataKey*"],
        Resource: "*",
        Condition: { StringEquals: { "aws:SourceArn": trailArn } },
      },
      {
        Sid: "UseAsConfig",
        Effect: "Allow",
        Principal: { Service: "config.amazonaws.com" },
        Action: ["kms:Decrypt", "kms:GenerateDataKey*"],
        Resource: "*",
        Condition: { StringEquals: { "aws:SourceAccount": accountId } },
      },
    ],
  };
}

import { awsPartitionOf } from "../../facts/regions";
import { fitName } from "../core/names";

/** Who delivers logs into the bucket. */
export type LogWriter = "cloudtrail" | "config";

/** How firmly delivered logs are locked. */
export type LogLock = "compliance" | "governance";

/** What decides the shape of a bucket for logs. */
export interface LogBucketPlanArgs {
  /** What the bucket's name starts with; account and region follow. */
  readonly bucketName: string;
  /** Account of the bucket, the only one that reads from it. */
  readonly accountId: string;
  /** Region of the bucket. */
  readonly region: string;
  /** Who delivers. */
  readonly writer: LogWriter;
  /** Days that a log is kept, and locked where the bucket locks. */
  readonly retentionDays: number;
  /**
   * How firmly logs are locked for that time. AWS Config delivers to no bucket that locks.
   *
   * @default - not at all
   */
  readonly lock?: LogLock;
  /**
   * ARN of the trail that delivers.
   *
   * @default - any of the account
   */
  readonly trailArn?: string;
}

/** Longest name of a bucket. */
const MAX_BUCKET_NAME = 63;

/** Physical name of the bucket, in one namespace with all accounts' buckets. */
export function logBucketName({ bucketName, accountId, region }: LogBucketPlanArgs): string {
  return fitName(`${bucketName}-${region}-${accountId}`, MAX_BUCKET_NAME);
}

/** One statement of a bucket's policy. */
export interface LogBucketStatement {
  /** What the statement is for. */
  readonly Sid: string;
  /** Whether it allows or denies. */
  readonly Effect: "Allow" | "Deny";
  /** Whom. */
  readonly Principal: "*" | { readonly Service: string };
  /** What. */
  readonly Action: string | readonly string[];
  /** The bucket, or what is in it. */
  readonly Resource: string | readonly string[];
  /**
   * When.
   *
   * @default - always
   */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The policy of a bucket for logs. */
export interface LogBucketPolicy {
  /** Version of the policy language. */
  readonly Version: "2012-10-17";
  /** The statements. */
  readonly Statement: readonly LogBucketStatement[];
}

/**
 * The policy of a bucket for logs: the writer delivers, the account reads over TLS and in the region, and nobody
 * replicates it or unlocks what is in it.
 */
export function logBucketPolicy(args: LogBucketPlanArgs): LogBucketPolicy {
  const bucket = `arn:${awsPartitionOf(args.region) ?? "aws"}:s3:::${logBucketName(args)}`;
  return { Version: "2012-10-17", Statement: [...delivery(args, bucket), ...denials(args, bucket)] };
}

/**
 * What the writer needs.
 *
 * Sources: https://docs.aws.amazon.com/awscloudtrail/latest/userguide/create-s3-bucket-policy-for-cloudtrail.html,
 * https://docs.aws.amazon.com/config/latest/developerguide/s3-bucket-policy.html (read 2026-11-24).
 */
function delivery({ accountId, writer, trailArn }: LogBucketPlanArgs, bucket: string): readonly LogBucketStatement[] {
  const source = trailArn === undefined ? { "aws:SourceAccount": accountId } : ({ "aws:SourceArn": trailArn } as const);
  const allowed = { Effect: "Allow", Principal: { Service: `${writer}.amazonaws.com` } } as const;
  const folder = writer === "config" ? "Config/*" : "*";
  const check: LogBucketStatement = {
    Sid: "CheckBucket",
    ...allowed,
    Action: writer === "config" ? ["s3:GetBucketAcl", "s3:ListBucket"] : ["s3:GetBucketAcl"],
    Resource: bucket,
    Condition: { StringEquals: source },
  };
  const write: LogBucketStatement = {
    Sid: "Deliver",
    ...allowed,
    Action: "s3:PutObject",
    Resource: `${bucket}/AWSLogs/${accountId}/${folder}`,
    Condition: { StringEquals: { "s3:x-amz-acl": "bucket-owner-full-control", ...source } },
  };
  return [check, write];
}

function denials({ accountId, region }: LogBucketPlanArgs, bucket: string): readonly LogBucketStatement[] {
  const denied = { Effect: "Deny", Principal: "*", Resource: [bucket, `${bucket}/*`] } as const;
  const notAService = { Bool: { "aws:PrincipalIsAWSService": "false" } } as const;
  return [
    {
      Sid: "DenyWithoutTls",
      ...denied,
      Action: "s3:*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
    {
      Sid: "DenyOtherAccounts",
      ...denied,
      Action: "s3:*",
      Condition: { StringNotEquals: { "aws:PrincipalAccount": accountId }, ...notAService },
    },
    {
      Sid: "DenyOtherRegions",
      ...denied,
      Action: "s3:*",
      Condition: { StringNotEquals: { "aws:RequestedRegion": region }, ...notAService },
    },
    { Sid: "DenyReplication", ...denied, Action: "s3:PutReplicationConfiguration" },
    { Sid: "DenyUnlocking", ...denied, Action: ["s3:BypassGovernanceRetention", "s3:PutObjectRetention"] },
  ];
}

import { serviceTrust } from "../core/trust";
/** One bucket of an archive, as the replication role's rights name it; `Arn` is how ARNs are held. */
export interface ReplicatedBucket<Arn> {
  /** Region of the bucket. */
  readonly region: string;
  /** ARN of the bucket. */
  readonly arn: Arn;
  /** ARN of its objects. */
  readonly objectsArn: Arn;
  /** ARN of its key. */
  readonly keyArn: Arn;
}

/** One statement of the role's rights. */
export interface ReplicationStatement<Arn> {
  /** What the statement is for. */
  readonly Sid: string;
  /** A role's rights only allow. */
  readonly Effect: "Allow";
  /** What it allows. */
  readonly Action: readonly string[];
  /** On what. */
  readonly Resource: readonly Arn[];
  /**
   * When it holds.
   *
   * @default - always
   */
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly Arn[]>>>>;
}

/** The rights of the role by which S3 copies. */
export interface ReplicationPolicy<Arn> {
  /** Version of the policy language. */
  readonly Version: "2012-10-17";
  /** The statements. */
  readonly Statement: readonly ReplicationStatement<Arn>[];
}

/** Who may take the role: S3 itself. Who may hand it to S3 is decided by `iam:PassRole`. */
export const REPLICATION_TRUST = serviceTrust("s3.amazonaws.com");

const READ_OBJECTS = [
  "s3:GetObjectVersionAcl",
  "s3:GetObjectVersionForReplication",
  "s3:GetObjectVersionTagging",
] as const;
const READ_LOCKS = ["s3:GetObjectLegalHold", "s3:GetObjectRetention"] as const;

/**
 * The rights of the role by which S3 copies between the buckets of an archive, in every direction: read each bucket,
 * write each bucket, decrypt by the key of the one and encrypt by the key of the other, through S3 in the region of
 * each key alone.
 *
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/userguide/replication-config-for-kms-objects.html. With a bucket
 * key the encryption context is the bucket's ARN, without one the object's, so both are allowed.
 */
export function replicationPolicy<Arn>(
  buckets: readonly ReplicatedBucket<Arn>[],
  locked: boolean,
): ReplicationPolicy<Arn> {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "ReadConfiguration",
        Effect: "Allow",
        Action: ["s3:GetReplicationConfiguration", "s3:ListBucket"],
        Resource: buckets.map(({ arn }) => arn),
      },
      {
        Sid: "ReadObjects",
        Effect: "Allow",
        Action: [...READ_OBJECTS, ...(locked ? READ_LOCKS : [])],
        Resource: buckets.map(({ objectsArn }) => objectsArn),
      },
      {
        Sid: "WriteCopies",
        Effect: "Allow",
        Action: ["s3:ReplicateDelete", "s3:ReplicateObject", "s3:ReplicateTags"],
        Resource: buckets.map(({ objectsArn }) => objectsArn),
      },
      ...buckets.map(useKey),
    ],
  };
}

function useKey<Arn>({ region, arn, objectsArn, keyArn }: ReplicatedBucket<Arn>): ReplicationStatement<Arn> {
  return {
    Sid: `UseKeyOf${region.replaceAll("-", "")}`,
    Effect: "Allow",
    Action: ["kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey"],
    Resource: [keyArn],
    Condition: {
      StringLike: { "kms:ViaService": `s3.${region}.*`, "kms:EncryptionContext:aws:s3:arn": [arn, objectsArn] },
    },
  };
}

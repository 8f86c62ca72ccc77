/** Conditions of a statement: operator, then key, then values. */
export type BucketPolicyConditions = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** One statement of a bucket's policy. */
export interface BucketPolicyStatement {
  /** What the statement is for. */
  readonly Sid: string;
  /** A bucket's policy only denies, but for what services deliver. */
  readonly Effect: "Allow" | "Deny";
  /** Who it is about. */
  readonly Principal: Readonly<Record<string, string | readonly string[]>>;
  /** What it is about. */
  readonly Action: string | readonly string[];
  /** The bucket, its objects, or both. */
  readonly Resource: string | readonly string[];
  /** When it holds. */
  readonly Condition: BucketPolicyConditions;
}

/** The part of an IAM policy document that a bucket's policy uses. */
export interface BucketPolicyDocument {
  /** Version of the policy language. */
  readonly Version: "2012-10-17";
  /** The statements. */
  readonly Statement: readonly BucketPolicyStatement[];
}

/** What services of AWS deliver into a bucket, for the bucket's account. */
export interface BucketDelivery {
  /** Principals of the services: `bcm-data-exports.amazonaws.com`. */
  readonly services: readonly string[];
  /** What they do with the bucket and its objects. */
  readonly actions: readonly string[];
  /** ARNs, with stars, of what they deliver for. */
  readonly sourceArns: readonly string[];
}

/** What a bucket's policy is made from. */
export interface BucketPolicyFacts {
  /** ARN of the bucket. */
  readonly bucketArn: string;
  /** Account of the bucket. */
  readonly accountId: string;
  /** Regions that a request may be addressed to. */
  readonly allowedRegions: readonly string[];
  /**
   * ARN of the only key that objects may be encrypted by.
   *
   * @default - S3's own key, and no statement about it
   */
  readonly keyArn?: string;
  /**
   * ARNs of the buckets whose access logs are delivered here.
   *
   * @default - none
   */
  readonly accessLogSourceArns?: readonly string[];
  /**
   * What services deliver here.
   *
   * @default - nothing
   */
  readonly delivery?: BucketDelivery;
}

const ANYONE = { AWS: "*" } as const;
const NOT_A_SERVICE = { Bool: { "aws:PrincipalIsAWSService": "false" } } as const;

/**
 * Denies calls without TLS, from other accounts, to other regions, and uploads under any other key; allows S3 to
 * deliver access logs where there are sources of them, and services to deliver what they are let.
 */
export function bucketPolicy(facts: BucketPolicyFacts): BucketPolicyDocument {
  const { bucketArn, accountId, allowedRegions, keyArn, accessLogSourceArns = [], delivery } = facts;
  const denied = {
    Effect: "Deny",
    Principal: ANYONE,
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
  } as const;
  return {
    Version: "2012-10-17",
    Statement: [
      { Sid: "DenyWithoutTls", ...denied, Condition: { Bool: { "aws:SecureTransport": "false" } } },
      {
        Sid: "DenyOtherAccounts",
        ...denied,
        Condition: { StringNotEquals: { "aws:PrincipalAccount": accountId }, ...NOT_A_SERVICE },
      },
      {
        Sid: "DenyOtherRegions",
        ...denied,
        Condition: { StringNotEquals: { "aws:RequestedRegion": allowedRegions }, ...NOT_A_SERVICE },
      },
      ...(keyArn === undefined ? [] : [denyOtherKeys(bucketArn, keyArn)]),
      ...(accessLogSourceArns.length === 0 ? [] : [allowAccessLogs(facts, accessLogSourceArns)]),
      ...(delivery === undefined ? [] : [allowDelivery(facts, delivery)]),
    ],
  };
}

/**
 * An upload that names no encryption gets the bucket's. One that names `aws:kms` without a key would get the key that
 * AWS manages, so whatever names an encryption has to name this key.
 */
function denyOtherKeys(bucketArn: string, keyArn: string): BucketPolicyStatement {
  return {
    Sid: "DenyOtherKeys",
    Effect: "Deny",
    Principal: ANYONE,
    Action: "s3:PutObject",
    Resource: `${bucketArn}/*`,
    Condition: {
      Null: { "s3:x-amz-server-side-encryption": "false" },
      StringNotEquals: { "s3:x-amz-server-side-encryption-aws-kms-key-id": keyArn },
    },
  };
}

function allowAccessLogs(
  { bucketArn, accountId }: BucketPolicyFacts,
  sources: readonly string[],
): BucketPolicyStatement {
  return {
    Sid: "AllowAccessLogs",
    Effect: "Allow",
    Principal: { Service: "logging.s3.amazonaws.com" },
    Action: "s3:PutObject",
    Resource: `${bucketArn}/*`,
    Condition: { StringEquals: { "aws:SourceAccount": accountId }, ArnLike: { "aws:SourceArn": sources } },
  };
}

function allowDelivery(
  { bucketArn, accountId }: BucketPolicyFacts,
  { services, actions, sourceArns }: BucketDelivery,
): BucketPolicyStatement {
  return {
    Sid: "AllowDelivery",
    Effect: "Allow",
    Principal: { Service: services },
    Action: actions,
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { StringLike: { "aws:SourceAccount": accountId, "aws:SourceArn": sourceArns } },
  };
}

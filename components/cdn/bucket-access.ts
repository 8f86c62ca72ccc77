/** A statement of a bucket's policy. */
export interface BucketAccessStatement {
  /** What the statement is for. */
  readonly Sid: string;
  /** Whether it lets in or keeps out. */
  readonly Effect: "Allow" | "Deny";
  /** Who it is about. */
  readonly Principal: Readonly<Record<string, string>>;
  /** What it is about. */
  readonly Action: string;
  /** The bucket's objects, or the bucket as well. */
  readonly Resource: string | readonly string[];
  /** When it holds. */
  readonly Condition: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** Lets one distribution, and no other, read the objects of a bucket. */
export function bucketAccess(bucketArn: string, distributionArn: string): BucketAccessStatement {
  return {
    Sid: "AllowDistribution",
    Effect: "Allow",
    Principal: { Service: "cloudfront.amazonaws.com" },
    Action: "s3:GetObject",
    Resource: `${bucketArn}/*`,
    Condition: { StringEquals: { "aws:SourceArn": distributionArn } },
  };
}

/** The policy of a bucket that has no other: calls without TLS are denied, and one distribution reads. */
export function bucketAccessPolicy(bucketArn: string, distributionArn: string) {
  const denyWithoutTls: BucketAccessStatement = {
    Sid: "DenyWithoutTls",
    Effect: "Deny",
    Principal: { AWS: "*" },
    Action: "s3:*",
    Resource: [bucketArn, `${bucketArn}/*`],
    Condition: { Bool: { "aws:SecureTransport": "false" } },
  };
  return { Version: "2012-10-17", Statement: [denyWithoutTls, bucketAccess(bucketArn, distributionArn)] } as const;
}

import { awsPartitionOf } from "../../facts/regions";

/** What the proxy's role may do: read the secrets of the database users, and use their key through Secrets Manager. */
export function secretReadingPolicy(secretArns: readonly string[], keyArn: string): string {
  return policyDocument([
    {
      Sid: "ReadUsers",
      Effect: "Allow",
      Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
      Resource: secretArns,
    },
    {
      Sid: "DecryptUsers",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: keyArn,
      Condition: { StringLike: { "kms:ViaService": "secretsmanager.*" } },
    },
  ]);
}

/** What the database may do for an export: write objects below one prefix of the archive, encrypted by its key. */
export function exportPolicy(bucketArn: string, prefix: string, keyArn: string): string {
  return policyDocument([
    {
      Sid: "WriteExports",
      Effect: "Allow",
      Action: ["s3:PutObject", "s3:AbortMultipartUpload", "s3:ListMultipartUploadParts"],
      Resource: `${bucketArn}/${prefix}/*`,
    },
    {
      Sid: "EncryptExports",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: keyArn,
      Condition: { StringLike: { "kms:ViaService": "s3.*" } },
    },
  ]);
}

/** Policy of a secret: no call without TLS. */
export function tlsOnlySecretPolicy(): string {
  return policyDocument([
    {
      Sid: "DenyWithoutTls",
      Effect: "Deny",
      Principal: { AWS: "*" },
      Action: "secretsmanager:*",
      Resource: "*",
      Condition: { Bool: { "aws:SecureTransport": "false" } },
    },
  ]);
}

/** ARN of the policy that AWS keeps for enhanced monitoring, in the AWS partition of a region. */
export function monitoringPolicyArn(region: string): string {
  const partition = awsPartitionOf(region);
  if (partition === undefined) {
    throw new Error(`no AWS partition for ${region}: the refusals of relational let it pass`);
  }
  return `arn:${partition}:iam::aws:policy/service-role/AmazonRDSEnhancedMonitoringRole`;
}

/**
 * ARN by which an IAM policy lets a principal connect as a database user.
 * @param arn ARN of the cluster or of the proxy
 * @param resourceId id that RDS gave it: `cluster-…`, `prx-…`
 */
export function connectArn(arn: string, resourceId: string, user: string): string {
  const [, partition, , region, account] = arn.split(":");
  return `arn:${partition}:rds-db:${region}:${account}:dbuser:${resourceId}/${user}`;
}

function policyDocument(statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

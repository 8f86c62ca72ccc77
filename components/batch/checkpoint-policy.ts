import { partitionOf } from "../cluster/iam";

/** The checkpoint store, all names known. */
export interface CheckpointStore {
  /** Region of the bucket. */
  readonly region: string;
  readonly bucketName: string;
  /** Prefix of the job's objects, without a slash at either end. */
  readonly prefix: string;
  readonly keyArn: string;
}

/** Lets a job read, write and delete below its prefix, and nothing else in the bucket; its key only through S3. */
export function checkpointPolicy({ region, bucketName, prefix, keyArn }: CheckpointStore): string {
  const bucketArn = `arn:${partitionOf(region)}:s3:::${bucketName}`;
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Checkpoints",
        Effect: "Allow",
        Action: [
          "s3:AbortMultipartUpload",
          "s3:DeleteObject",
          "s3:GetObject",
          "s3:ListMultipartUploadParts",
          "s3:PutObject",
        ],
        Resource: `${bucketArn}/${prefix}/*`,
      },
      {
        Sid: "FindCheckpoints",
        Effect: "Allow",
        Action: "s3:ListBucket",
        Resource: bucketArn,
        Condition: { StringLike: { "s3:prefix": `${prefix}/*` } },
      },
      {
        Sid: "CheckpointsKey",
        Effect: "Allow",
        Action: ["kms:Decrypt", "kms:GenerateDataKey"],
        Resource: keyArn,
        Condition: { StringLike: { "kms:ViaService": `s3.${region}.*` } },
      },
    ],
  });
}

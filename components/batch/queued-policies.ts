import { partitionOf } from "../cluster/iam";

/** Parts of a secret's ARN, the last of which is its name. */
const ARN_PARTS = 7;

/** The secrets that a job is given, and the keys that encrypt them. */
export interface ReadableSecrets {
  readonly region: string;
  readonly secretArns: readonly string[];
  readonly keyArns: readonly string[];
}

/** What a schedule may touch, all names known. */
export interface SubmitRights {
  readonly region: string;
  /** ARN of the job definition without its revision. */
  readonly definitionArn: string;
  readonly queueArn: string;
  readonly deadLettersArn: string;
  readonly keyArn: string;
}

/** Lets AWS Batch hand a job its secrets, and nothing else. */
export function secretsPolicy({ region, secretArns, keyArns }: ReadableSecrets): string {
  return policy([
    {
      Sid: "ReadSecrets",
      Effect: "Allow",
      Action: "secretsmanager:GetSecretValue",
      Resource: distinct(secretArns.map(wholeSecret)),
    },
    {
      Sid: "SecretsKeys",
      Effect: "Allow",
      Action: "kms:Decrypt",
      Resource: distinct(keyArns),
      Condition: { StringLike: { "kms:ViaService": `secretsmanager.${region}.*` } },
    },
  ]);
}

/**
 * Lets a schedule submit one job, in any revision, to one queue, and leave what it could not submit in one queue.
 * A request names the definition with its revision, so an ARN without one allows nothing.
 * Source: https://docs.aws.amazon.com/batch/latest/userguide/iam-example-restrict-job-submission.html (read 2026-11-26).
 */
export function submitPolicy({ region, definitionArn, queueArn, deadLettersArn, keyArn }: SubmitRights): string {
  return policy([
    { Sid: "SubmitThisJob", Effect: "Allow", Action: "batch:SubmitJob", Resource: [`${definitionArn}:*`, queueArn] },
    { Sid: "KeepUndelivered", Effect: "Allow", Action: "sqs:SendMessage", Resource: deadLettersArn },
    {
      Sid: "UndeliveredKey",
      Effect: "Allow",
      Action: ["kms:Decrypt", "kms:GenerateDataKey"],
      Resource: keyArn,
      Condition: { StringLike: { "kms:ViaService": `sqs.${region}.*` } },
    },
  ]);
}

/** The API call that a schedule makes. */
export function submitJobTarget(region: string): string {
  return `arn:${partitionOf(region)}:scheduler:::aws-sdk:batch:submitJob`;
}

/** Event pattern of the ends of a job's runs: those of an array's shards, which have an index, are none. */
export function runEndsPattern(definitionArn: string, queueArn: string): string {
  return JSON.stringify({
    source: ["aws.batch"],
    "detail-type": ["Batch Job State Change"],
    detail: {
      jobQueue: [queueArn],
      jobDefinition: [{ prefix: `${definitionArn}:` }],
      status: ["SUCCEEDED", "FAILED"],
      arrayProperties: { index: [{ exists: false }] },
    },
  });
}

/** ARN of a secret, without the key, stage and version that may be chosen after it. */
function wholeSecret(secretArn: string): string {
  return secretArn.split(":").slice(0, ARN_PARTS).join(":");
}

function policy(statements: readonly object[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

function distinct(values: readonly string[]): string[] {
  return [...new Set(values)].toSorted();
}

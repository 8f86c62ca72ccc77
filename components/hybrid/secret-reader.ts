/** The part of an IAM policy document that readers of secrets use. */
export interface SecretReaderPolicy {
  /** Version of the policy language. */
  readonly Version: "2012-10-17";
  /** What is allowed. */
  readonly Statement: readonly {
    readonly Sid: string;
    readonly Effect: "Allow";
    readonly Action: readonly string[];
    readonly Resource: readonly string[];
  }[];
}

/** Lets a service read some secrets and no others, and decrypt them. */
export function secretReaderPolicy(secretArns: readonly string[], keyArns: readonly string[]): SecretReaderPolicy {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "Secrets",
        Effect: "Allow",
        Action: ["secretsmanager:DescribeSecret", "secretsmanager:GetSecretValue"],
        Resource: sorted(secretArns),
      },
      { Sid: "Keys", Effect: "Allow", Action: ["kms:Decrypt", "kms:DescribeKey"], Resource: sorted(keyArns) },
    ],
  };
}

function sorted(values: readonly string[]): readonly string[] {
  return [...new Set(values)].toSorted();
}

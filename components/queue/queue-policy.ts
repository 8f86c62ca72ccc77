/** One denial of a queue's policy. */
export interface QueuePolicyStatement {
  /** What the statement is for. */
  readonly Sid: "DenyWithoutTls" | "DenyOtherAccounts";
  /** A queue's policy only denies: rights are given by the policies of the roles. */
  readonly Effect: "Deny";
  /** Whom it denies. */
  readonly Principal: { readonly AWS: "*" };
  /** The actions it denies. */
  readonly Action: "sqs:*";
  /** The queue. */
  readonly Resource: string;
  /** When it denies. */
  readonly Condition: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The part of an IAM policy document that a queue's policy uses. */
export interface QueuePolicyDocument {
  /** Version of the policy language. */
  readonly Version: "2012-10-17";
  /** What is denied. */
  readonly Statement: readonly QueuePolicyStatement[];
}

/** Denies calls without TLS, and calls by principals of another account. */
export function queuePolicy(queueArn: string, accountId: string): QueuePolicyDocument {
  const denied = { Effect: "Deny", Principal: { AWS: "*" }, Action: "sqs:*", Resource: queueArn } as const;
  return {
    Version: "2012-10-17",
    Statement: [
      { Sid: "DenyWithoutTls", ...denied, Condition: { Bool: { "aws:SecureTransport": "false" } } },
      {
        Sid: "DenyOtherAccounts",
        ...denied,
        Condition: {
          StringNotEquals: { "aws:PrincipalAccount": accountId },
          Bool: { "aws:PrincipalIsAWSService": "false" },
        },
      },
    ],
  };
}

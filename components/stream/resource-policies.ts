/** The part of an IAM policy document that the policies of a stream and its queues use. */
export interface TlsOnlyPolicy {
  /** Version of the policy language. */
  readonly Version: "2012-10-17";
  /** The one denial. */
  readonly Statement: readonly [
    {
      readonly Sid: "DenyWithoutTls";
      readonly Effect: "Deny";
      readonly Principal: { readonly AWS: "*" };
      readonly Action: string | readonly string[];
      readonly Resource: string;
      readonly Condition: { readonly Bool: { readonly "aws:SecureTransport": "false" } };
    },
  ];
}

/** The actions by which records enter and leave a stream. */
export const STREAM_POLICY_ACTIONS = [
  "kinesis:DescribeStreamSummary",
  "kinesis:GetRecords",
  "kinesis:GetShardIterator",
  "kinesis:ListShards",
  "kinesis:PutRecord",
  "kinesis:PutRecords",
] as const;

/** Denies calls without TLS. */
export function tlsOnlyPolicy(resourceArn: string, actions: string | readonly string[]): TlsOnlyPolicy {
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "DenyWithoutTls",
        Effect: "Deny",
        Principal: { AWS: "*" },
        Action: actions,
        Resource: resourceArn,
        Condition: { Bool: { "aws:SecureTransport": "false" } },
      },
    ],
  };
}

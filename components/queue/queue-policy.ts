/** One denial of a queue's policy. */
export interface QueuePolicyDenial {
  /** What the statement is for. */
  readonly Sid: "DenyWithoutTls" | "DenyOtherAccounts";
  /** Principals get their rights by the policies of their roles. */
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

/** The one permission of a queue's policy, where EventBridge sends: its rules have no role for that. */
export interface QueuePolicyPermission {
  /** What the statement is for. */
  readonly Sid: "AllowEventRules";
  /** It allows. */
  readonly Effect: "Allow";
  /** Whom it allows. */
  readonly Principal: { readonly Service: "events.amazonaws.com" };
  /** The action it allows. */
  readonly Action: "sqs:SendMessage";
  /** The queue. */
  readonly Resource: string;
  /** Which rules, or which bus, may send. */
  readonly Condition: { readonly ArnEquals: { readonly "aws:SourceArn": readonly string[] } };
}

/** A statement of a queue's policy. */
export type QueuePolicyStatement = QueuePolicyDenial | QueuePolicyPermission;

/** The part of an IAM policy document that a queue's policy uses. */
export interface QueuePolicyDocument {
  /** Version of the policy language. */
  readonly Version: "2012-10-17";
  /** What is denied, and what EventBridge may. */
  readonly Statement: readonly QueuePolicyStatement[];
}

/**
 * Denies calls without TLS, and calls by principals of another account.
 * @param eventSources ARNs of the EventBridge rules, or of the bus, that may send
 */
export function queuePolicy(
  queueArn: string,
  accountId: string,
  eventSources: readonly string[] = [],
): QueuePolicyDocument {
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
      ...(eventSources.length === 0 ? [] : [allowEventRules(queueArn, eventSources)]),
    ],
  };
}

function allowEventRules(queueArn: string, eventSources: readonly string[]): QueuePolicyPermission {
  return {
    Sid: "AllowEventRules",
    Effect: "Allow",
    Principal: { Service: "events.amazonaws.com" },
    Action: "sqs:SendMessage",
    Resource: queueArn,
    Condition: { ArnEquals: { "aws:SourceArn": eventSources } },
  };
}

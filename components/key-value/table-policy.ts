/** The part of an IAM policy document that a table policy uses. */
export interface TablePolicy {
  /** Version of the policy language. */
  readonly Version: "2012-10-17";
  /** What is denied. */
  readonly Statement: readonly TablePolicyStatement[];
}

/** One denial. */
export interface TablePolicyStatement {
  /** What the statement is for. */
  readonly Sid: string;
  /** A table policy only denies: rights are given by the policies of the roles. */
  readonly Effect: "Deny";
  /** Whom it denies. */
  readonly Principal: { readonly AWS: "*" };
  /** The actions it denies. */
  readonly Action: "dynamodb:*";
  /** The table and its indexes. */
  readonly Resource: readonly string[];
  /** When it denies. */
  readonly Condition: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/**
 * Role by which DynamoDB copies items between regions, in any AWS partition and account. A table policy that denies
 * it something stops replication, and after 20 hours DynamoDB turns the replica into a separate table for good.
 *
 * Source: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/globaltables-security.html
 * (read 2026-11-24).
 */
export const REPLICATION_ROLE_ARN =
  "arn:*:iam::*:role/aws-service-role/replication.dynamodb.amazonaws.com/AWSServiceRoleForDynamoDBReplication";

/**
 * The policy of the table in one region: denies calls without TLS and, where the account is given, calls by
 * principals of another account.
 */
export function tablePolicy(tableArn: string, accountId?: string): TablePolicy {
  const denied = { Effect: "Deny", Principal: { AWS: "*" }, Action: "dynamodb:*" } as const;
  const Resource = [tableArn, `${tableArn}/index/*`];
  const withoutTls: TablePolicyStatement = {
    Sid: "DenyWithoutTls",
    ...denied,
    Resource,
    Condition: {
      Bool: { "aws:SecureTransport": "false" },
      ArnNotLike: { "aws:PrincipalArn": REPLICATION_ROLE_ARN },
    },
  };
  const otherAccounts = (account: string): TablePolicyStatement => ({
    Sid: "DenyOtherAccounts",
    ...denied,
    Resource,
    Condition: {
      StringNotEquals: { "aws:PrincipalAccount": account },
      Bool: { "aws:PrincipalIsAWSService": "false" },
    },
  });
  return {
    Version: "2012-10-17",
    Statement: accountId === undefined ? [withoutTls] : [withoutTls, otherAccounts(accountId)],
  };
}

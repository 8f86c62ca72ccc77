import type { RegistryPlan } from "./registry.plan";

/** One denial of a repository's policy, which names no resource: it is about the repository it lies on. */
export interface RepositoryPolicyStatement {
  /** What the statement is for. */
  readonly Sid: "DenyWithoutTls" | "DenyOtherAccounts";
  /** A repository's policy only denies: rights are given by the policies of the roles. */
  readonly Effect: "Deny";
  /** Whom it denies. */
  readonly Principal: "*";
  /** What it denies. */
  readonly Action: "ecr:*";
  /** When it denies. */
  readonly Condition: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The policy of a repository. */
export interface RepositoryPolicyDocument {
  /** Version of the policy language. */
  readonly Version: "2012-10-17";
  /** What is denied. */
  readonly Statement: readonly RepositoryPolicyStatement[];
}

/** Denies calls without TLS, and calls by principals of another account. */
export function repositoryPolicy(accountId: string): RepositoryPolicyDocument {
  const denied = { Effect: "Deny", Principal: "*", Action: "ecr:*" } as const;
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

/** Rights of the role by which ECR creates repositories for cached and replicated images. */
export interface CreationPolicyDocument<Arn> {
  /** Version of the policy language. */
  readonly Version: "2012-10-17";
  /** What is allowed. */
  readonly Statement: readonly {
    readonly Effect: "Allow";
    readonly Action: readonly string[];
    readonly Resource: Arn | readonly string[];
  }[];
}

/**
 * Lets ECR create and tag repositories under the namespace and its caches, and encrypt them by the key.
 *
 * Source: https://docs.aws.amazon.com/AmazonECR/latest/userguide/repository-creation-templates-iam.html
 * (read 2026-11-24).
 */
export function creationPolicy<Arn>(plan: RegistryPlan, keyArn: Arn): CreationPolicyDocument<Arn> {
  const { partition, region, accountId } = plan;
  const prefixes = [plan.namespace, ...plan.upstreams.map(({ prefix }) => prefix)];
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Effect: "Allow",
        Action: ["ecr:CreateRepository", "ecr:ReplicateImage", "ecr:TagResource"],
        Resource: prefixes.map((prefix) => `arn:${partition}:ecr:${region}:${accountId}:repository/${prefix}/*`),
      },
      {
        Effect: "Allow",
        Action: ["kms:CreateGrant", "kms:DescribeKey", "kms:RetireGrant"],
        Resource: keyArn,
      },
    ],
  };
}

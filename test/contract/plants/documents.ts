import { documentOf, grant, permit } from "../../policies/documents";
import type { Plant } from "./plant";

const OPEN = 'Principal is "*", expected named principals';
const anybody = documentOf(grant({ Principal: "*" }));
const withoutTls = (service: string) => ({
  Effect: "Deny",
  Principal: "*",
  Action: `${service}:*`,
  Resource: "*",
  Condition: { Bool: { "aws:SecureTransport": "false" } },
});
const ISSUER = "token.actions.githubusercontent.com";

const rights = (rule: Plant["rule"], statement: Parameters<typeof permit>[0], says: string): Plant => ({
  folder: "archive",
  type: "aws:iam/rolePolicy:RolePolicy",
  name: "stock-archive-replication-rights",
  path: "policy",
  to: documentOf(permit(statement)),
  rule,
  says,
});
const bucket = (rule: Plant["rule"], to: string, says: string): Plant => ({
  folder: "archive",
  type: "aws:s3/bucketPolicy:BucketPolicy",
  name: "stock-archive-eu-central-1-policy",
  path: "policy",
  to,
  rule,
  says,
});
const trust = (rule: Plant["rule"], statement: Parameters<typeof grant>[0], says: string): Plant => ({
  folder: "identity",
  type: "aws:iam/role:Role",
  name: "deploy-role-eu",
  path: "assumeRolePolicy",
  to: documentOf({ Effect: "Allow", Action: "sts:AssumeRole", ...statement }),
  rule,
  says,
});

/** Violations in policy documents: what identities may do, whom resources let in. */
export const documentPlants: readonly Plant[] = [
  rights("identity-policy-forbid-administration", { Action: "*", Resource: "*" }, 'Action is "*", expected '),
  rights("identity-policy-forbid-inverted-actions", { Action: undefined, NotAction: "iam:*" }, "expected Action with"),
  rights("identity-policy-forbid-open-decryption", { Action: "kms:Decrypt", Resource: "*" }, "the keys as Resource"),
  rights(
    "identity-policy-forbid-open-role-passing",
    { Action: "iam:PassRole", Resource: "*" },
    "iam:PassRole may pass",
  ),
  rights("identity-policy-forbid-service-wildcard", { Action: "s3:*" }, 'Action is "s3:*", expected '),
  {
    folder: "backup",
    type: "aws:iam/rolePolicyAttachment:RolePolicyAttachment",
    name: "backup-eu-central-1-role-backup",
    path: "policyArn",
    to: "arn:aws:iam::aws:policy/AdministratorAccess",
    rule: "identity-forbid-administrator-policy",
    says: "expected a policy with what is needed",
  },
  trust("role-forbid-public-trust", { Principal: { AWS: "*" } }, OPEN),
  trust(
    "role-require-federation-conditions",
    {
      Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${ISSUER}` },
      Condition: { StringEquals: { [`${ISSUER}:aud`]: "sts.amazonaws.com" } },
    },
    `expected a demand on ${ISSUER}:sub`,
  ),
  bucket(
    "bucket-forbid-foreign-administration",
    documentOf(withoutTls("s3"), grant({ Principal: { AWS: "999999999999" }, Action: "s3:PutBucketPolicy" })),
    'Principal is "999999999999", expected ',
  ),
  bucket("bucket-forbid-public-policy", documentOf(withoutTls("s3"), grant({ Principal: "*" })), OPEN),
  bucket("bucket-require-tls", documentOf(grant()), "denies s3:* to everybody"),
  {
    folder: "queue",
    type: "aws:sqs/queuePolicy:QueuePolicy",
    name: "marketplace-orders-queue-policy",
    path: "policy",
    to: documentOf(withoutTls("sqs"), grant({ Principal: "*" })),
    rule: "queue-forbid-public-policy",
    says: OPEN,
  },
  {
    folder: "queue",
    type: "aws:sqs/queuePolicy:QueuePolicy",
    name: "marketplace-orders-queue-policy",
    path: "policy",
    to: documentOf(grant()),
    rule: "queue-require-tls",
    says: "denies sqs:* to everybody",
  },
  {
    folder: "relational",
    type: "aws:secretsmanager/secretPolicy:SecretPolicy",
    name: "user-policy",
    path: "policy",
    to: documentOf(withoutTls("secretsmanager"), grant({ Principal: "*" })),
    rule: "secret-forbid-public-policy",
    says: OPEN,
  },
  {
    folder: "relational",
    type: "aws:secretsmanager/secretPolicy:SecretPolicy",
    name: "user-policy",
    path: "policy",
    to: documentOf(grant()),
    rule: "secret-require-tls",
    says: "denies secretsmanager:* to everybody",
  },
  {
    folder: "keys",
    type: "aws:kms/key:Key",
    name: "logs-key",
    path: "policy",
    to: anybody,
    rule: "key-forbid-public-policy",
    says: OPEN,
  },
  {
    folder: "firewall",
    type: "aws:cloudwatch/logResourcePolicy:LogResourcePolicy",
    name: "api-firewall-log-policy",
    path: "policyDocument",
    to: anybody,
    rule: "log-group-forbid-public-policy",
    says: OPEN,
  },
  {
    folder: "registry",
    type: "aws:ecr/repositoryPolicy:RepositoryPolicy",
    name: "registry-policy-catalog",
    path: "policy",
    to: anybody,
    rule: "repository-forbid-public-policy",
    says: OPEN,
  },
  {
    folder: "stream",
    type: "aws:kinesis/resourcePolicy:ResourcePolicy",
    name: "stock-events-stream-policy",
    path: "policy",
    to: anybody,
    rule: "stream-forbid-public-policy",
    says: OPEN,
  },
  {
    folder: "key-value",
    type: "aws:dynamodb/resourcePolicy:ResourcePolicy",
    name: "availability-policy-eu-west-1",
    path: "policy",
    to: anybody,
    rule: "table-forbid-public-policy",
    says: OPEN,
  },
  {
    folder: "backup",
    type: "aws:backup/vaultPolicy:VaultPolicy",
    name: "backup-eu-central-1-vault-policy",
    path: "policy",
    to: anybody,
    rule: "vault-forbid-public-policy",
    says: OPEN,
  },
];

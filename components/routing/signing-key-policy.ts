import { ADMINISTRATION_ACTIONS, type KeyPolicy } from "../keys";

/** What whoever creates a key-signing key needs of the key, for Route 53 asks in the caller's name. */
export const SIGNING_SETUP_ACTIONS = ["kms:CreateGrant", "kms:Sign"] as const;

/**
 * The policy of a key that signs a zone: the account administers it, and its policies say who may set up signing;
 * Route 53 signs this one zone with it.
 *
 * Source: https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/access-control-managing-permissions.html, section
 * on customer managed keys for DNSSEC (read 2026-11-24).
 */
export function signingKeyPolicy(accountId: string, zoneArn: string): KeyPolicy<never> {
  const account = { AWS: `arn:aws:iam::${accountId}:root` };
  const route53 = { Service: "dnssec-route53.amazonaws.com" };
  return {
    Version: "2012-10-17",
    Statement: [
      {
        Sid: "AdministerFromAccount",
        Effect: "Allow",
        Principal: account,
        Action: ADMINISTRATION_ACTIONS,
        Resource: "*",
      },
      {
        Sid: "SetUpSigningFromAccount",
        Effect: "Allow",
        Principal: account,
        Action: SIGNING_SETUP_ACTIONS,
        Resource: "*",
      },
      {
        Sid: "SignTheZone",
        Effect: "Allow",
        Principal: route53,
        Action: ["kms:DescribeKey", "kms:GetPublicKey", "kms:Sign"],
        Resource: "*",
        Condition: { StringEquals: { "aws:SourceAccount": accountId }, ArnLike: { "aws:SourceArn": zoneArn } },
      },
      {
        Sid: "KeepTheRightToSign",
        Effect: "Allow",
        Principal: route53,
        Action: ["kms:CreateGrant"],
        Resource: "*",
        Condition: { Bool: { "kms:GrantIsForAWSResource": "true" } },
      },
    ],
  };
}

import { roleRequireFederationConditions } from "../../../../policies/rules/role/require-federation-conditions";
import { documentOf } from "../../documents";
import { describeRule, type Props } from "../../harness";

const type = "aws:iam/role:Role";
const ISSUER = "oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLED539D4633E53DE1B71EXAMPLE";
const AUDIENCE = { [`${ISSUER}:aud`]: "sts.amazonaws.com" };
const SUBJECT = { [`${ISSUER}:sub`]: "system:serviceaccount:orders:allocation" };
const trust = (Condition: unknown, changed: Props = {}) =>
  documentOf({
    Effect: "Allow",
    Principal: { Federated: `arn:aws:iam::123456789012:oidc-provider/${ISSUER}` },
    Action: "sts:AssumeRoleWithWebIdentity",
    Condition,
    ...changed,
  });
const role = (assumeRolePolicy: unknown) => ({ type, props: { assumeRolePolicy } });
const message = (claim: string) =>
  `assumeRolePolicy.Statement[0].Condition is missing, expected a demand on ${ISSUER}:${claim} that names its values`;
const broken = (claim: string, Condition: unknown) => ({
  path: "assumeRolePolicy",
  to: trust(Condition),
  message: message(claim),
});

describeRule(roleRequireFederationConditions, {
  good: role(trust({ StringEquals: { ...AUDIENCE, ...SUBJECT } })),
  alsoGood: {
    "subjects by pattern": role(
      trust({ StringEquals: AUDIENCE, StringLike: { [`${ISSUER}:sub`]: "system:serviceaccount:orders:*" } }),
    ),
    "a service": role(
      documentOf({ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }),
    ),
    "a denial": role(trust(undefined, { Effect: "Deny" })),
  },
  broken: [
    broken("sub", { StringEquals: AUDIENCE }),
    broken("aud", { StringEquals: SUBJECT }),
    broken("sub", { StringEquals: AUDIENCE, StringLike: { [`${ISSUER}:sub`]: "*" } }),
    broken("sub", { StringEquals: AUDIENCE, StringLike: { [`${ISSUER}:sub`]: "repo:*" } }),
    broken("sub", { StringEquals: AUDIENCE, StringEqualsIfExists: SUBJECT }),
  ],
  unknown: ["assumeRolePolicy"],
  secret: ["assumeRolePolicy"],
});

import type { ResourceValidationPolicy } from "@pulumi/policy";
import { describeRule, type Props } from "./harness";

/** A policy document as text, as programs and the provider's Check write it. */
export const documentOf = (...statements: readonly Props[]): string =>
  JSON.stringify({ Version: "2012-10-17", Statement: statements });

/** A statement of a resource's policy that lets one account in, with parts changed. */
export const grant = (changed: Props = {}): Props => ({
  Effect: "Allow",
  Principal: { AWS: "arn:aws:iam::123456789012:root" },
  Action: "x:Read",
  Resource: "*",
  ...changed,
});

/** A statement of an identity's policy, with parts changed. */
export const permit = (changed: Props = {}): Props => ({
  Effect: "Allow",
  Action: ["s3:GetObject"],
  Resource: "arn:aws:s3:::orders/*",
  ...changed,
});

const EXPECTED = "expected named principals, or a condition on who asks or from where";
const ANYONE = { Principal: "*" };

/** A type whose property holds a policy document. */
export interface Holder {
  readonly type: string;
  readonly property: string;
}

/** Tests a rule that forbids public policies: the same table for every service. */
export function describePublicPolicyRule(
  rule: ResourceValidationPolicy,
  { type, property }: Holder,
  others: readonly Holder[] = [],
): void {
  const holding = (document: unknown) => ({ type, props: { [property]: document } });
  const open = `${property}.Statement[0].Principal is "*", ${EXPECTED}`;
  const broken = (statement: Props, message: string) => ({ path: property, to: documentOf(statement), message });
  describeRule(rule, {
    good: holding(documentOf(grant())),
    alsoGood: {
      "a document that is an object": holding({ Statement: grant() }),
      "no document": { type, props: {} },
      "anybody denied": holding(documentOf(grant({ ...ANYONE, Effect: "Deny" }))),
      "anybody of an organisation": holding(
        documentOf(grant({ ...ANYONE, Condition: { StringEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } })),
      ),
      "anybody through a network": holding(
        documentOf(grant({ ...ANYONE, Condition: { IpAddress: { "aws:SourceIp": ["192.0.2.0/24"] } } })),
      ),
      "a service": holding(documentOf(grant({ Principal: { Service: "events.amazonaws.com" } }))),
    },
    broken: [
      broken(grant(ANYONE), open),
      broken(grant({ Principal: { AWS: ["arn:aws:iam::123456789012:root", "*"] } }), open),
      broken(grant({ ...ANYONE, Condition: { Bool: { "aws:SecureTransport": "true" } } }), open),
      broken(grant({ ...ANYONE, Condition: { StringNotEquals: { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } } }), open),
      broken(grant({ ...ANYONE, Condition: { IpAddress: { "aws:SourceIp": ["192.0.2.0/24", "0.0.0.0/0"] } } }), open),
      broken(
        { Effect: "Allow", NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" }, Action: "x:Read", Resource: "*" },
        `${property}.Statement[0].NotPrincipal is ["arn:aws:iam::123456789012:root"], expected Principal instead`,
      ),
      broken(grant({ Effect: "allow" }), `${property}.Statement[0].Effect is "allow", expected Allow or Deny`),
      { path: property, to: "everybody", message: `${property} is not JSON, expected a policy document` },
    ],
    alsoBroken: Object.fromEntries(
      others.map((other) => [
        `the same of ${other.type}`,
        {
          type: other.type,
          props: { [other.property]: documentOf(grant(ANYONE)) },
          message: `${other.property}.Statement[0].Principal is "*", ${EXPECTED}`,
        },
      ]),
    ),
    unknown: [property],
    secret: [property],
  });
}

/** Tests a rule that demands a denial of what comes without TLS. */
export function describeTlsRule(rule: ResourceValidationPolicy, service: string, { type, property }: Holder): void {
  const denial = (changed: Props = {}): Props => ({
    Effect: "Deny",
    Principal: "*",
    Action: `${service}:*`,
    Resource: "*",
    Condition: { Bool: { "aws:SecureTransport": "false" } },
    ...changed,
  });
  const expected = `a statement that denies ${service}:* to everybody where aws:SecureTransport is false`;
  const message = `${property} is missing, expected ${expected}`;
  const broken = (changed: Props) => ({ path: property, to: documentOf(grant(), denial(changed)), message });
  describeRule(rule, {
    good: { type, props: { [property]: documentOf(grant(), denial()) } },
    alsoGood: {
      "a flag for a text": {
        type,
        props: { [property]: documentOf(denial({ Condition: { Bool: { "aws:SecureTransport": false } } })) },
      },
      "anybody's account": { type, props: { [property]: { Statement: denial({ Principal: { AWS: "*" } }) } } },
    },
    broken: [
      broken({ Effect: "Allow" }),
      broken({ Principal: { AWS: "arn:aws:iam::123456789012:root" } }),
      broken({ Action: [`${service}:Get`] }),
      broken({ Condition: { Bool: { "aws:SecureTransport": "true" } } }),
      broken({ Condition: { Bool: { "aws:SecureTransport": "false" }, StringEquals: { "aws:SourceVpc": "vpc-1" } } }),
      { path: property, to: "{", message: `${property} is not JSON, expected a policy document` },
    ],
    unknown: [property],
    secret: [property],
  });
}

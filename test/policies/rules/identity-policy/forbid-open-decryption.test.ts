import { identityPolicyForbidOpenDecryption } from "../../../../policies/rules/identity-policy/forbid-open-decryption";
import { documentOf, permit } from "../../documents";
import { describeRule } from "../../harness";

const type = "aws:iam/rolePolicy:RolePolicy";
const policyOf = (...changed: Parameters<typeof permit>[0][]) => documentOf(...changed.map((part) => permit(part)));

describeRule(identityPolicyForbidOpenDecryption, {
  good: { type, props: { policy: policyOf({}) } },
  alsoGood: {
    "one key": {
      type,
      props: {
        policy: policyOf({
          Action: "kms:Decrypt",
          Resource: "arn:aws:kms:eu-central-1:123456789012:key/1234abcd-12ab-34cd-56ef-1234567890ab",
        }),
      },
    },
    "every key through one service": {
      type,
      props: {
        policy: policyOf({
          Action: "kms:Decrypt",
          Resource: "*",
          Condition: { StringEquals: { "kms:ViaService": "s3.eu-central-1.amazonaws.com" } },
        }),
      },
    },
    encryption: { type, props: { policy: policyOf({ Action: "kms:Encrypt", Resource: "*" }) } },
    "a document that is an object": { type, props: { policy: { Statement: permit() } } },
  },
  broken: [
    {
      path: "policy",
      to: policyOf({ Action: "kms:Decrypt", Resource: "*" }),
      message:
        'policy.Statement[0].Action is "kms:Decrypt", expected the keys as Resource, or a condition that binds them',
    },
    {
      path: "policy",
      to: policyOf({ Action: ["kms:ReEncrypt*"], Resource: "arn:aws:kms:*:123456789012:key/*" }),
      message:
        'policy.Statement[0].Action is "kms:ReEncrypt*", expected the keys as Resource, or a condition that binds them',
    },
    {
      path: "policy",
      to: policyOf({ Action: "kms:Decrypt", Resource: "*", Condition: { StringLike: { "kms:ViaService": "*" } } }),
      message:
        'policy.Statement[0].Action is "kms:Decrypt", expected the keys as Resource, or a condition that binds them',
    },
    { path: "policy", to: "[]", message: "policy.Statement is missing, expected a list of statements" },
  ],
  alsoBroken: {
    "a customer managed policy": {
      type: "aws:iam/policy:Policy",
      props: { policy: policyOf({ Action: "kms:Decrypt", Resource: "*" }) },
      message:
        'policy.Statement[0].Action is "kms:Decrypt", expected the keys as Resource, or a condition that binds them',
    },
    "a policy of a group": {
      type: "aws:iam/groupPolicy:GroupPolicy",
      props: { policy: policyOf({ Action: "kms:Decrypt", Resource: "*" }) },
      message:
        'policy.Statement[0].Action is "kms:Decrypt", expected the keys as Resource, or a condition that binds them',
    },
    "a policy of a user": {
      type: "aws:iam/userPolicy:UserPolicy",
      props: { policy: policyOf({ Action: "kms:Decrypt", Resource: "*" }) },
      message:
        'policy.Statement[0].Action is "kms:Decrypt", expected the keys as Resource, or a condition that binds them',
    },
    "an inline policy of a role": {
      type: "aws:iam/role:Role",
      props: {
        inlinePolicies: [{ policy: policyOf({}) }, { policy: policyOf({ Action: "kms:Decrypt", Resource: "*" }) }],
      },
      message:
        'inlinePolicies[1].policy.Statement[0].Action is "kms:Decrypt", expected the keys as Resource, or a condition that binds them',
    },
    "a permission set": {
      type: "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
      props: { inlinePolicy: policyOf({ Action: "kms:Decrypt", Resource: "*" }) },
      message:
        'inlinePolicy.Statement[0].Action is "kms:Decrypt", expected the keys as Resource, or a condition that binds them',
    },
  },
  unknown: ["policy"],
  secret: ["policy"],
});

import { identityPolicyForbidOpenRolePassing } from "../../../../policies/rules/identity-policy/forbid-open-role-passing";
import { documentOf, permit } from "../../documents";
import { describeRule } from "../../harness";

const type = "aws:iam/rolePolicy:RolePolicy";
const policyOf = (...changed: Parameters<typeof permit>[0][]) => documentOf(...changed.map((part) => permit(part)));

describeRule(identityPolicyForbidOpenRolePassing, {
  good: { type, props: { policy: policyOf({}) } },
  alsoGood: {
    "a role by name": {
      type,
      props: { policy: policyOf({ Action: "iam:PassRole", Resource: "arn:aws:iam::123456789012:role/orders" }) },
    },
    "a prefix of roles": {
      type,
      props: { policy: policyOf({ Action: "iam:PassRole", Resource: "arn:aws:iam::123456789012:role/orders-*" }) },
    },
    "passing denied": { type, props: { policy: policyOf({ Effect: "Deny", Action: "iam:PassRole", Resource: "*" }) } },
    "a document that is an object": { type, props: { policy: { Statement: permit() } } },
  },
  broken: [
    {
      path: "policy",
      to: policyOf({ Action: "iam:PassRole", Resource: "*" }),
      message:
        'policy.Statement[0].Action is "iam:PassRole", expected the roles that iam:PassRole may pass as Resource',
    },
    {
      path: "policy",
      to: policyOf({ Action: ["ec2:RunInstances", "IAM:pass*"], Resource: "arn:aws:iam::123456789012:role/*" }),
      message:
        'policy.Statement[0].Action is ["ec2:RunInstances","IAM:pass*"], expected the roles that iam:PassRole may pass as Resource',
    },
    {
      path: "policy",
      to: policyOf({ Action: undefined, NotAction: "s3:*", Resource: "*" }),
      message: 'policy.Statement[0].NotAction is "s3:*", expected the roles that iam:PassRole may pass as Resource',
    },
    { path: "policy", to: "[]", message: "policy.Statement is missing, expected a list of statements" },
  ],
  alsoBroken: {
    "a customer managed policy": {
      type: "aws:iam/policy:Policy",
      props: { policy: policyOf({ Action: "iam:PassRole", Resource: "*" }) },
      message:
        'policy.Statement[0].Action is "iam:PassRole", expected the roles that iam:PassRole may pass as Resource',
    },
    "a policy of a group": {
      type: "aws:iam/groupPolicy:GroupPolicy",
      props: { policy: policyOf({ Action: "iam:PassRole", Resource: "*" }) },
      message:
        'policy.Statement[0].Action is "iam:PassRole", expected the roles that iam:PassRole may pass as Resource',
    },
    "a policy of a user": {
      type: "aws:iam/userPolicy:UserPolicy",
      props: { policy: policyOf({ Action: "iam:PassRole", Resource: "*" }) },
      message:
        'policy.Statement[0].Action is "iam:PassRole", expected the roles that iam:PassRole may pass as Resource',
    },
    "an inline policy of a role": {
      type: "aws:iam/role:Role",
      props: {
        inlinePolicies: [{ policy: policyOf({}) }, { policy: policyOf({ Action: "iam:PassRole", Resource: "*" }) }],
      },
      message:
        'inlinePolicies[1].policy.Statement[0].Action is "iam:PassRole", expected the roles that iam:PassRole may pass as Resource',
    },
    "a permission set": {
      type: "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
      props: { inlinePolicy: policyOf({ Action: "iam:PassRole", Resource: "*" }) },
      message:
        'inlinePolicy.Statement[0].Action is "iam:PassRole", expected the roles that iam:PassRole may pass as Resource',
    },
  },
  unknown: ["policy"],
  secret: ["policy"],
});

import { identityPolicyForbidInvertedActions } from "../../../../policies/rules/identity-policy/forbid-inverted-actions";
import { documentOf, permit } from "../../documents";
import { describeRule } from "../../harness";

const type = "aws:iam/rolePolicy:RolePolicy";
const policyOf = (...changed: Parameters<typeof permit>[0][]) => documentOf(...changed.map((part) => permit(part)));

describeRule(identityPolicyForbidInvertedActions, {
  good: { type, props: { policy: policyOf({}) } },
  alsoGood: {
    "all but some denied": {
      type,
      props: { policy: policyOf({ Effect: "Deny", Action: undefined, NotAction: "iam:*" }) },
    },
    "all but some in one region": {
      type,
      props: {
        policy: policyOf({
          Action: undefined,
          NotAction: "iam:*",
          Condition: { StringEquals: { "aws:RequestedRegion": "eu-central-1" } },
        }),
      },
    },
    "a document that is an object": { type, props: { policy: { Statement: permit() } } },
  },
  broken: [
    {
      path: "policy",
      to: policyOf({ Action: undefined, NotAction: "iam:*" }),
      message: 'policy.Statement[0].NotAction is "iam:*", expected Action with the actions that are needed',
    },
    {
      path: "policy",
      to: policyOf({ Action: undefined, NotAction: ["iam:*", "sts:*"] }),
      message: 'policy.Statement[0].NotAction is ["iam:*","sts:*"], expected Action with the actions that are needed',
    },
    {
      path: "policy",
      to: policyOf({ NotAction: "iam:*" }),
      message: 'policy.Statement[0].Action is ["s3:GetObject"], expected Action or NotAction, not both',
    },
    { path: "policy", to: "[]", message: "policy.Statement is missing, expected a list of statements" },
  ],
  alsoBroken: {
    "a customer managed policy": {
      type: "aws:iam/policy:Policy",
      props: { policy: policyOf({ Action: undefined, NotAction: "iam:*" }) },
      message: 'policy.Statement[0].NotAction is "iam:*", expected Action with the actions that are needed',
    },
    "a policy of a group": {
      type: "aws:iam/groupPolicy:GroupPolicy",
      props: { policy: policyOf({ Action: undefined, NotAction: "iam:*" }) },
      message: 'policy.Statement[0].NotAction is "iam:*", expected Action with the actions that are needed',
    },
    "a policy of a user": {
      type: "aws:iam/userPolicy:UserPolicy",
      props: { policy: policyOf({ Action: undefined, NotAction: "iam:*" }) },
      message: 'policy.Statement[0].NotAction is "iam:*", expected Action with the actions that are needed',
    },
    "an inline policy of a role": {
      type: "aws:iam/role:Role",
      props: {
        inlinePolicies: [{ policy: policyOf({}) }, { policy: policyOf({ Action: undefined, NotAction: "iam:*" }) }],
      },
      message:
        'inlinePolicies[1].policy.Statement[0].NotAction is "iam:*", expected Action with the actions that are needed',
    },
    "a permission set": {
      type: "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
      props: { inlinePolicy: policyOf({ Action: undefined, NotAction: "iam:*" }) },
      message: 'inlinePolicy.Statement[0].NotAction is "iam:*", expected Action with the actions that are needed',
    },
  },
  unknown: ["policy"],
  secret: ["policy"],
});

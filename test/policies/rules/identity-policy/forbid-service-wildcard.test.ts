import { identityPolicyForbidServiceWildcard } from "../../../../policies/rules/identity-policy/forbid-service-wildcard";
import { documentOf, permit } from "../../documents";
import { describeRule } from "../../harness";

const type = "aws:iam/rolePolicy:RolePolicy";
const policyOf = (...changed: Parameters<typeof permit>[0][]) => documentOf(...changed.map((part) => permit(part)));

describeRule(identityPolicyForbidServiceWildcard, {
  good: { type, props: { policy: policyOf({}) } },
  alsoGood: {
    "a prefix of actions": { type, props: { policy: policyOf({ Action: "s3:Get*" }) } },
    "a service denied": { type, props: { policy: policyOf({ Effect: "Deny", Action: "s3:*" }) } },
    "a document that is an object": { type, props: { policy: { Statement: permit() } } },
  },
  broken: [
    {
      path: "policy",
      to: policyOf({ Action: "s3:*" }),
      message: 'policy.Statement[0].Action is "s3:*", expected the actions of the service that are needed',
    },
    {
      path: "policy",
      to: policyOf({ Action: ["s3:GetObject", "sqs:*"] }),
      message:
        'policy.Statement[0].Action is ["s3:GetObject","sqs:*"], expected the actions of the service that are needed',
    },
    { path: "policy", to: "[]", message: "policy.Statement is missing, expected a list of statements" },
  ],
  alsoBroken: {
    "a customer managed policy": {
      type: "aws:iam/policy:Policy",
      props: { policy: policyOf({ Action: "s3:*" }) },
      message: 'policy.Statement[0].Action is "s3:*", expected the actions of the service that are needed',
    },
    "a policy of a group": {
      type: "aws:iam/groupPolicy:GroupPolicy",
      props: { policy: policyOf({ Action: "s3:*" }) },
      message: 'policy.Statement[0].Action is "s3:*", expected the actions of the service that are needed',
    },
    "a policy of a user": {
      type: "aws:iam/userPolicy:UserPolicy",
      props: { policy: policyOf({ Action: "s3:*" }) },
      message: 'policy.Statement[0].Action is "s3:*", expected the actions of the service that are needed',
    },
    "an inline policy of a role": {
      type: "aws:iam/role:Role",
      props: { inlinePolicies: [{ policy: policyOf({}) }, { policy: policyOf({ Action: "s3:*" }) }] },
      message:
        'inlinePolicies[1].policy.Statement[0].Action is "s3:*", expected the actions of the service that are needed',
    },
    "a permission set": {
      type: "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
      props: { inlinePolicy: policyOf({ Action: "s3:*" }) },
      message: 'inlinePolicy.Statement[0].Action is "s3:*", expected the actions of the service that are needed',
    },
  },
  unknown: ["policy"],
  secret: ["policy"],
});

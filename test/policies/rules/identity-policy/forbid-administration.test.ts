import { identityPolicyForbidAdministration } from "../../../../policies/rules/identity-policy/forbid-administration";
import { documentOf, permit } from "../../documents";
import { describeRule } from "../../harness";

const type = "aws:iam/rolePolicy:RolePolicy";
const policyOf = (...changed: Parameters<typeof permit>[0][]) => documentOf(...changed.map((part) => permit(part)));

describeRule(identityPolicyForbidAdministration, {
  good: { type, props: { policy: policyOf({}) } },
  alsoGood: {
    "everything on one bucket": { type, props: { policy: policyOf({ Action: "*" }) } },
    "everything denied": { type, props: { policy: policyOf({ Effect: "Deny", Action: "*", Resource: "*" }) } },
    "one action everywhere": { type, props: { policy: policyOf({ Resource: "*" }) } },
    "a document that is an object": { type, props: { policy: { Statement: permit() } } },
  },
  broken: [
    {
      path: "policy",
      to: policyOf({ Action: "*", Resource: "*" }),
      message: 'policy.Statement[0].Action is "*", expected the actions that are needed',
    },
    {
      path: "policy",
      to: policyOf({}, { Action: ["s3:GetObject", "*:*"], Resource: ["*"] }),
      message: 'policy.Statement[1].Action is ["s3:GetObject","*:*"], expected the actions that are needed',
    },
    { path: "policy", to: "[]", message: "policy.Statement is missing, expected a list of statements" },
  ],
  alsoBroken: {
    "a customer managed policy": {
      type: "aws:iam/policy:Policy",
      props: { policy: policyOf({ Action: "*", Resource: "*" }) },
      message: 'policy.Statement[0].Action is "*", expected the actions that are needed',
    },
    "a policy of a group": {
      type: "aws:iam/groupPolicy:GroupPolicy",
      props: { policy: policyOf({ Action: "*", Resource: "*" }) },
      message: 'policy.Statement[0].Action is "*", expected the actions that are needed',
    },
    "a policy of a user": {
      type: "aws:iam/userPolicy:UserPolicy",
      props: { policy: policyOf({ Action: "*", Resource: "*" }) },
      message: 'policy.Statement[0].Action is "*", expected the actions that are needed',
    },
    "an inline policy of a role": {
      type: "aws:iam/role:Role",
      props: { inlinePolicies: [{ policy: policyOf({}) }, { policy: policyOf({ Action: "*", Resource: "*" }) }] },
      message: 'inlinePolicies[1].policy.Statement[0].Action is "*", expected the actions that are needed',
    },
    "a permission set": {
      type: "aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy",
      props: { inlinePolicy: policyOf({ Action: "*", Resource: "*" }) },
      message: 'inlinePolicy.Statement[0].Action is "*", expected the actions that are needed',
    },
  },
  unknown: ["policy"],
  secret: ["policy"],
});

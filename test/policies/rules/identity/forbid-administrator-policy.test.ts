import { identityForbidAdministratorPolicy } from "../../../../policies/rules/identity/forbid-administrator-policy";
import { describeRule, UNKNOWN } from "../../harness";

const type = "aws:iam/rolePolicyAttachment:RolePolicyAttachment";

describeRule(identityForbidAdministratorPolicy, {
  good: { type, props: { policyArn: "arn:aws:iam::aws:policy/AmazonEKSClusterPolicy", role: "orders" } },
  alsoGood: {
    "a role without attachments": { type: "aws:iam/role:Role", props: {} },
    "a role with others": {
      type: "aws:iam/role:Role",
      props: { managedPolicyArns: ["arn:aws:iam::aws:policy/ReadOnlyAccess", UNKNOWN] },
    },
  },
  broken: [
    {
      path: "policyArn",
      to: "arn:aws:iam::aws:policy/AdministratorAccess",
      message: 'policyArn is "arn:aws:iam::aws:policy/AdministratorAccess", expected a policy with what is needed',
    },
    {
      path: "policyArn",
      to: "arn:aws-cn:iam::aws:policy/AdministratorAccess",
      message: 'policyArn is "arn:aws-cn:iam::aws:policy/AdministratorAccess", expected a policy with what is needed',
    },
  ],
  alsoBroken: {
    "an attachment to a group": {
      type: "aws:iam/groupPolicyAttachment:GroupPolicyAttachment",
      props: { policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
      message: 'policyArn is "arn:aws:iam::aws:policy/AdministratorAccess", expected a policy with what is needed',
    },
    "an attachment to a user": {
      type: "aws:iam/userPolicyAttachment:UserPolicyAttachment",
      props: { policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
      message: 'policyArn is "arn:aws:iam::aws:policy/AdministratorAccess", expected a policy with what is needed',
    },
    "an attachment to several": {
      type: "aws:iam/policyAttachment:PolicyAttachment",
      props: { policyArn: "arn:aws:iam::aws:policy/AdministratorAccess" },
      message: 'policyArn is "arn:aws:iam::aws:policy/AdministratorAccess", expected a policy with what is needed',
    },
    "a role that has it itself": {
      type: "aws:iam/role:Role",
      props: { managedPolicyArns: [UNKNOWN, "arn:aws:iam::aws:policy/AdministratorAccess"] },
      message:
        'managedPolicyArns[1] is "arn:aws:iam::aws:policy/AdministratorAccess", expected a policy with what is needed',
    },
  },
  unknown: [],
  created: ["policyArn"],
  secret: ["policyArn"],
});

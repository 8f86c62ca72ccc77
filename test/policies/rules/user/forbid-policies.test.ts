import { userForbidPolicies } from "../../../../policies/rules/user/forbid-policies";
import { describeRule } from "../../harness";

const type = "aws:iam/policyAttachment:PolicyAttachment";

describeRule(userForbidPolicies, {
  good: { type, props: { roles: ["orders"], users: [] } },
  alsoGood: { "an attachment without users": { type, props: { groups: ["readers"] } } },
  broken: [{ path: "users", to: ["bob"], message: 'users is ["bob"], expected a role or a group instead' }],
  alsoBroken: {
    "a policy of a user": {
      type: "aws:iam/userPolicy:UserPolicy",
      props: { user: "bob", policy: "{}" },
      message: 'user is "bob", expected a role or a group instead',
    },
    "an attachment to a user": {
      type: "aws:iam/userPolicyAttachment:UserPolicyAttachment",
      props: { user: "bob" },
      message: 'user is "bob", expected a role or a group instead',
    },
  },
  unknown: ["users"],
  secret: ["users"],
});

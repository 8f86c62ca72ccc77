import type { GroupPolicyArgs, PolicyArgs, RoleArgs, RolePolicyArgs, UserPolicyArgs } from "@pulumi/aws/iam";
import type { PermissionSetInlinePolicyArgs } from "@pulumi/aws/ssoadmin";
import type { ResourceValidation } from "@pulumi/policy";
import { judgeAll, ofType } from "./rule";
import { requireSettings, type Check } from "./settings";
import { asList, member } from "./tags";

/** Validations of every type that holds a policy of an identity: what a role, a group or a user may do. */
export function onIdentityPolicies(check: Check): ResourceValidation[] {
  return [
    requireSettings<PolicyArgs>("aws:iam/policy:Policy", [{ property: "policy", read: ({ policy }) => policy, check }]),
    requireSettings<RolePolicyArgs>("aws:iam/rolePolicy:RolePolicy", [
      { property: "policy", read: ({ policy }) => policy, check },
    ]),
    requireSettings<GroupPolicyArgs>("aws:iam/groupPolicy:GroupPolicy", [
      { property: "policy", read: ({ policy }) => policy, check },
    ]),
    requireSettings<UserPolicyArgs>("aws:iam/userPolicy:UserPolicy", [
      { property: "policy", read: ({ policy }) => policy, check },
    ]),
    requireSettings<PermissionSetInlinePolicyArgs>("aws:ssoadmin/permissionSetInlinePolicy:PermissionSetInlinePolicy", [
      { property: "inlinePolicy", read: ({ inlinePolicy }) => inlinePolicy, check },
    ]),
    ofType<RoleArgs>("aws:iam/role:Role", ({ inlinePolicies }, _args, report) => {
      judgeAll(asList(inlinePolicies).entries(), ([index, inline]) => {
        for (const problem of check(`inlinePolicies[${index}].policy`, () => member(inline, "policy"))) {
          report(problem);
        }
      });
    }),
  ];
}

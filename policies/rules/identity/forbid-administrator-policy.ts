import type {
  GroupPolicyAttachmentArgs,
  PolicyAttachmentArgs,
  RoleArgs,
  RolePolicyAttachmentArgs,
  UserPolicyAttachmentArgs,
} from "@pulumi/aws/iam";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import type { Check } from "../../core/settings";
import { describeProblem } from "../../core/message";
import { readUnlessUnknown } from "../../core/rule";
import { eachListed, requireSettings } from "../../core/settings";

const ADMINISTRATOR = /^arn:[\w-]+:iam::aws:policy\/AdministratorAccess$/;

/** A policy that is only known after `pulumi up` is one that the program creates. */
const isLesser: Check = (property, read) => {
  const got = readUnlessUnknown(read);
  const administrator = typeof got === "string" && ADMINISTRATOR.test(got);
  return administrator ? [describeProblem({ property, got, expected: "a policy with what is needed" })] : [];
};

/** No identity has the policy of AWS that allows everything. */
export const identityForbidAdministratorPolicy: ResourceValidationPolicy = {
  name: "identity-forbid-administrator-policy",
  description: "Identities do not have the policy AdministratorAccess.",
  enforcementLevel: "mandatory",
  severity: "high",
  tags: ["identity"],
  remediationSteps:
    "Attach a policy with the permissions that are needed. An administrator of people comes through a permission " +
    "set of IAM Identity Center.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html",
  validateResource: [
    requireSettings<RolePolicyAttachmentArgs>("aws:iam/rolePolicyAttachment:RolePolicyAttachment", [
      { property: "policyArn", read: ({ policyArn }) => policyArn, check: isLesser },
    ]),
    requireSettings<GroupPolicyAttachmentArgs>("aws:iam/groupPolicyAttachment:GroupPolicyAttachment", [
      { property: "policyArn", read: ({ policyArn }) => policyArn, check: isLesser },
    ]),
    requireSettings<UserPolicyAttachmentArgs>("aws:iam/userPolicyAttachment:UserPolicyAttachment", [
      { property: "policyArn", read: ({ policyArn }) => policyArn, check: isLesser },
    ]),
    requireSettings<PolicyAttachmentArgs>("aws:iam/policyAttachment:PolicyAttachment", [
      { property: "policyArn", read: ({ policyArn }) => policyArn, check: isLesser },
    ]),
    requireSettings<RoleArgs>("aws:iam/role:Role", [
      {
        property: "managedPolicyArns",
        read: ({ managedPolicyArns }) => managedPolicyArns,
        check: eachListed(isLesser),
      },
    ]),
  ],
};

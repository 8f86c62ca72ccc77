import type { PolicyAttachmentArgs, UserPolicyArgs, UserPolicyAttachmentArgs } from "@pulumi/aws/iam";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { expecting, requireSettings } from "../../core/settings";

const isNobody = expecting(
  "a role or a group instead",
  (got) => got === undefined || (Array.isArray(got) && got.length === 0),
);

/** A user has no policy of its own: what groups and roles allow is seen in one place. */
export const userForbidPolicies: ResourceValidationPolicy = {
  name: "user-forbid-policies",
  description: "Users have permissions by groups and roles only.",
  enforcementLevel: "mandatory",
  severity: "low",
  framework: awsBestPractice("IAM.2", "IAM users should not have IAM policies attached"),
  tags: ["identity"],
  remediationSteps: "Attach the policy to a role, or to a group that the user is in.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html",
  validateResource: [
    requireSettings<PolicyAttachmentArgs>("aws:iam/policyAttachment:PolicyAttachment", [
      { property: "users", read: ({ users }) => users, check: isNobody },
    ]),
    requireSettings<UserPolicyArgs>("aws:iam/userPolicy:UserPolicy", [
      { property: "user", read: ({ user }) => user, check: isNobody },
    ]),
    requireSettings<UserPolicyAttachmentArgs>("aws:iam/userPolicyAttachment:UserPolicyAttachment", [
      { property: "user", read: ({ user }) => user, check: isNobody },
    ]),
  ],
};

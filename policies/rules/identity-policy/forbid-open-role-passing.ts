import type { ResourceValidationPolicy } from "@pulumi/policy";
import { eachStatement } from "../../core/document";
import { onIdentityPolicies } from "../../core/identity-policies";
import { allowsAction, allowsEverything, reachesEvery, selectionProblem } from "../../core/permission";

/** No identity may hand any role it likes to a service: it would have that role's permissions. */
export const identityPolicyForbidOpenRolePassing: ResourceValidationPolicy = {
  name: "identity-policy-forbid-open-role-passing",
  description: "Policies of identities name the roles that may be passed on.",
  enforcementLevel: "mandatory",
  severity: "high",
  tags: ["identity"],
  remediationSteps: "Name the roles that may be passed as Resource of a statement of its own for iam:PassRole.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html",
  validateResource: onIdentityPolicies(
    eachStatement((statement) =>
      !allowsEverything(statement) && allowsAction(statement, "iam:PassRole") && reachesEvery(statement, "role/")
        ? [selectionProblem(statement.actions, "the roles that iam:PassRole may pass as Resource")]
        : [],
    ),
  ),
};

import type { ResourceValidationPolicy } from "@pulumi/policy";
import { eachStatement } from "../../core/document";
import { onIdentityPolicies } from "../../core/identity-policies";
import { selectionProblem } from "../../core/permission";

/**
 * No policy of an identity allows all but what it names: a new action of AWS would be allowed with it. Within a
 * condition, such as a region, that may be what is meant.
 */
export const identityPolicyForbidInvertedActions: ResourceValidationPolicy = {
  name: "identity-policy-forbid-inverted-actions",
  description: "Policies of identities name what they allow, not what they leave out.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["identity"],
  remediationSteps:
    "Replace NotAction by Action with the actions that are needed, or turn the statement into a denial.",
  url: "https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html",
  validateResource: onIdentityPolicies(
    eachStatement((statement) =>
      statement.allows && statement.actions.inverted && statement.conditions.length === 0
        ? [selectionProblem(statement.actions, "Action with the actions that are needed")]
        : [],
    ),
  ),
};

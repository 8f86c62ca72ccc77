import type { ResourceValidationPolicy } from "@pulumi/policy";
import { eachStatement } from "../../core/document";
import { awsBestPractice } from "../../core/framework";
import { onIdentityPolicies } from "../../core/identity-policies";
import { allowsEverything, selectionProblem } from "../../core/permission";

/** No policy of an identity allows everything on everything. */
export const identityPolicyForbidAdministration: ResourceValidationPolicy = {
  name: "identity-policy-forbid-administration",
  description: "Policies of identities do not allow every action on every resource.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice("IAM.1", 'IAM policies should not allow full "*" administrative privileges'),
  tags: ["identity"],
  remediationSteps: "List the actions and the resources that are needed.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html",
  validateResource: onIdentityPolicies(
    eachStatement((statement) =>
      allowsEverything(statement) ? [selectionProblem(statement.actions, "the actions that are needed")] : [],
    ),
  ),
};

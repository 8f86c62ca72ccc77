import type { ResourceValidationPolicy } from "@pulumi/policy";
import type { Statement } from "../../core/statement";
import { eachStatement } from "../../core/document";
import { awsBestPractice } from "../../core/framework";
import { onIdentityPolicies } from "../../core/identity-policies";
import { selectionProblem } from "../../core/permission";

const WHOLE_SERVICE = /^[\w-]+:\*$/;

/** No policy of an identity allows all that a service can do. */
export const identityPolicyForbidServiceWildcard: ResourceValidationPolicy = {
  name: "identity-policy-forbid-service-wildcard",
  description: "Policies of identities do not allow every action of a service.",
  enforcementLevel: "mandatory",
  severity: "low",
  framework: awsBestPractice(
    "IAM.21",
    "IAM customer managed policies that you create should not allow wildcard actions for services",
  ),
  tags: ["identity"],
  remediationSteps: "List the actions that are needed in place of the service with a star.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html",
  validateResource: onIdentityPolicies(eachStatement(problemsOf)),
};

function problemsOf(statement: Statement): readonly string[] {
  return statement.allows && namesService(statement)
    ? [selectionProblem(statement.actions, "the actions of the service that are needed")]
    : [];
}

function namesService({ actions }: Statement): boolean {
  return !actions.inverted && actions.patterns.some((pattern) => WHOLE_SERVICE.test(pattern));
}

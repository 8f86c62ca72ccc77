import type { ResourceValidationPolicy } from "@pulumi/policy";
import type { Condition, Statement } from "../../core/statement";
import { eachStatement } from "../../core/document";
import { awsBestPractice } from "../../core/framework";
import { onIdentityPolicies } from "../../core/identity-policies";
import { allowsAction, allowsEverything, demands, reachesEvery, selectionProblem } from "../../core/permission";

const DECRYPTING = ["kms:Decrypt", "kms:ReEncryptFrom"] as const;
const BINDING = /^(kms:(resourcealiases|viaservice|encryptioncontext:.+)|aws:resourcetag\/.+)$/;

/** No identity may decrypt with every key: what a key separates would be one again. */
export const identityPolicyForbidOpenDecryption: ResourceValidationPolicy = {
  name: "identity-policy-forbid-open-decryption",
  description: "Policies of identities name the keys they decrypt with.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice(
    "KMS.1",
    "IAM customer managed policies should not allow decryption actions on all KMS keys",
  ),
  tags: ["identity"],
  remediationSteps:
    "Name the keys as Resource, or bind the statement by kms:ResourceAliases, kms:ViaService or an encryption " +
    "context.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html",
  validateResource: onIdentityPolicies(eachStatement(problemsOf)),
};

function problemsOf(statement: Statement): readonly string[] {
  const named = !allowsEverything(statement) && !statement.actions.inverted;
  return named &&
    DECRYPTING.some((action) => allowsAction(statement, action)) &&
    reachesEvery(statement, "key/") &&
    !statement.conditions.some(isBinding)
    ? [selectionProblem(statement.actions, "the keys as Resource, or a condition that binds them")]
    : [];
}

function isBinding(condition: Condition): boolean {
  return BINDING.test(condition.key) && demands(condition, new Set([condition.key]));
}

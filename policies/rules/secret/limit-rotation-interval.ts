import type { SecretRotationArgs } from "@pulumi/aws/secretsmanager";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isAtMost, requireSettings, where } from "../../core/settings";

/** A secret that leaked is worth nothing after three months. */
export const secretLimitRotationInterval: ResourceValidationPolicy = {
  name: "secret-limit-rotation-interval",
  description: "Secrets are rotated every ninety days at least.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice(
    "SecretsManager.4",
    "Secrets Manager secrets should be rotated within a specified number of days",
  ),
  tags: ["identity"],
  remediationSteps: "Set rotationRules.automaticallyAfterDays to 90 at most.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/secretsmanager-controls.html",
  validateResource: where<SecretRotationArgs>(
    requireSettings<SecretRotationArgs>("aws:secretsmanager/secretRotation:SecretRotation", [
      {
        property: "rotationRules.automaticallyAfterDays",
        read: ({ rotationRules }) => rotationRules?.automaticallyAfterDays,
        check: isAtMost(90),
      },
    ]),
    ({ rotationRules }) => rotationRules?.scheduleExpression === undefined,
  ),
};

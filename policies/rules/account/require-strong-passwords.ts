import type { AccountPasswordPolicyArgs } from "@pulumi/aws/iam";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isAtLeast } from "../../core/settings";

/** An account's passwords are long, and no old one comes back. */
export const accountRequireStrongPasswords: ResourceValidationPolicy = {
  name: "account-require-strong-passwords",
  description: "Accounts ask for long passwords that are not used again.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("IAM.7", "Password policies for IAM users should have strong configurations"),
  tags: ["identity"],
  remediationSteps: "Set minimumPasswordLength to 14 or more, and passwordReusePrevention to 24.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/iam-controls.html",
  ...mendableSettings<AccountPasswordPolicyArgs>("aws:iam/accountPasswordPolicy:AccountPasswordPolicy", [
    {
      property: "minimumPasswordLength",
      read: ({ minimumPasswordLength }) => minimumPasswordLength,
      check: isAtLeast(14),
      mend: 14,
    },
    {
      property: "passwordReusePrevention",
      read: ({ passwordReusePrevention }) => passwordReusePrevention,
      check: isAtLeast(24),
      mend: 24,
    },
  ]),
};

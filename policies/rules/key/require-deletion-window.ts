import type { KeyArgs } from "@pulumi/aws/kms";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { mendableSettings } from "../../core/remediation";
import { isAtLeast } from "../../core/settings";

/** A key that someone wants deleted can be saved for two weeks: with it goes what it encrypts. */
export const keyRequireDeletionWindow: ResourceValidationPolicy = {
  name: "key-require-deletion-window",
  description: "Keys wait for two weeks at least before they are deleted.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["encryption", "reliability"],
  remediationSteps: "Remove deletionWindowInDays, or set it to 14 or more.",
  url: "https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html",
  ...mendableSettings<KeyArgs>("aws:kms/key:Key", [
    {
      property: "deletionWindowInDays",
      read: ({ deletionWindowInDays }) => deletionWindowInDays ?? 30,
      check: isAtLeast(14),
      mend: 14,
    },
  ]),
};

import type { DetectorArgs } from "@pulumi/aws/guardduty";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isNotFalse } from "../../core/settings";

/** GuardDuty looks at what an account does. */
export const detectorRequireEnabled: ResourceValidationPolicy = {
  name: "detector-require-enabled",
  description: "GuardDuty is switched on.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice("GuardDuty.1", "GuardDuty should be enabled"),
  tags: ["audit"],
  remediationSteps: "Remove enable, or set it to true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/guardduty-controls.html",
  ...mendableSettings<DetectorArgs>("aws:guardduty/detector:Detector", [
    { property: "enable", read: ({ enable }) => enable, check: isNotFalse, mend: true },
  ]),
};

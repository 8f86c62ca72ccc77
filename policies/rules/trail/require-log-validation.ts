import type { TrailArgs } from "@pulumi/aws/cloudtrail";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isTrue } from "../../core/settings";

/** A trail signs its files, so that a changed or missing one shows. */
export const trailRequireLogValidation: ResourceValidationPolicy = {
  name: "trail-require-log-validation",
  description: "Trails sign their files.",
  enforcementLevel: "mandatory",
  severity: "low",
  framework: awsBestPractice("CloudTrail.4", "CloudTrail log file validation should be enabled"),
  tags: ["audit"],
  remediationSteps: "Set enableLogFileValidation to true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html",
  ...mendableSettings<TrailArgs>("aws:cloudtrail/trail:Trail", [
    { property: "enableLogFileValidation", read: (trail) => trail.enableLogFileValidation, check: isTrue, mend: true },
  ]),
};

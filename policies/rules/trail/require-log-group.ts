import type { TrailArgs } from "@pulumi/aws/cloudtrail";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isGiven, requireSettings } from "../../core/settings";

/** A trail writes into a log group as well, which alarms can watch. */
export const trailRequireLogGroup: ResourceValidationPolicy = {
  name: "trail-require-log-group",
  description: "Trails write into a log group.",
  enforcementLevel: "mandatory",
  severity: "low",
  framework: awsBestPractice("CloudTrail.5", "CloudTrail trails should be integrated with Amazon CloudWatch Logs"),
  tags: ["audit", "observability"],
  remediationSteps: "Set cloudWatchLogsGroupArn, and cloudWatchLogsRoleArn to a role that may write into it.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html",
  validateResource: requireSettings<TrailArgs>("aws:cloudtrail/trail:Trail", [
    {
      property: "cloudWatchLogsGroupArn",
      read: (trail) => trail.cloudWatchLogsGroupArn,
      check: isGiven("a log group"),
    },
  ]),
};

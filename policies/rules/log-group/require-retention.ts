import type { LogGroupArgs } from "@pulumi/aws/cloudwatch";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { describeProblem } from "../../core/message";
import { ofType } from "../../core/rule";

/** A log group says how long it keeps its events. */
export const logGroupRequireRetention: ResourceValidationPolicy = {
  name: "log-group-require-retention",
  description: "Log groups keep their events for a stated time.",
  enforcementLevel: "mandatory",
  severity: "low",
  tags: ["cost", "residency"],
  remediationSteps:
    "Set retentionInDays: without it events are kept, and paid for, for ever, and personal data in them outlives its purpose.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/Working-with-log-groups-and-streams.html#SettingLogRetention",
  validateResource: ofType<LogGroupArgs>("aws:cloudwatch/logGroup:LogGroup", ({ retentionInDays }, _args, report) => {
    if (retentionInDays === undefined || retentionInDays === 0) {
      const expected = "a number of days above 0";
      report(describeProblem({ property: "retentionInDays", got: retentionInDays, expected }));
    }
  }),
};

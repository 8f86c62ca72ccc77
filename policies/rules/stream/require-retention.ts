import type { StreamArgs } from "@pulumi/aws/kinesis";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isAtLeast } from "../../core/settings";

/** A Kinesis stream keeps its records for a week, so that a broken reader can catch up. */
export const streamRequireRetention: ResourceValidationPolicy = {
  name: "stream-require-retention",
  description: "Kinesis streams keep their records for a week at least.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("Kinesis.3", "Kinesis streams should have an adequate data retention period"),
  tags: ["reliability"],
  remediationSteps: "Set retentionPeriod to 168 hours or more.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/kinesis-controls.html",
  ...mendableSettings<StreamArgs>("aws:kinesis/stream:Stream", [
    { property: "retentionPeriod", read: (stream) => stream.retentionPeriod, check: isAtLeast(168), mend: 168 },
  ]),
};

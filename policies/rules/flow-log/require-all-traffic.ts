import type { FlowLogArgs } from "@pulumi/aws/ec2";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isOneOf, requireSettings } from "../../core/settings";

/** A flow log records at least what was refused. */
export const flowLogRequireAllTraffic: ResourceValidationPolicy = {
  name: "flow-log-require-all-traffic",
  description: "Flow logs record what a network refuses.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("EC2.6", "VPC flow logging should be enabled in all VPCs"),
  tags: ["network", "observability"],
  remediationSteps: "Set trafficType to ALL, or to REJECT to store less.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  validateResource: requireSettings<FlowLogArgs>("aws:ec2/flowLog:FlowLog", [
    { property: "trafficType", read: (log) => log.trafficType, check: isOneOf("ALL", "REJECT") },
  ]),
};

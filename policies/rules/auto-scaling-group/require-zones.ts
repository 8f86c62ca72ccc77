import type { GroupArgs } from "@pulumi/aws/autoscaling";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { hasSeveral, requireSettings } from "../../core/settings";

/** An Auto Scaling group survives the loss of a zone. */
export const autoScalingGroupRequireZones: ResourceValidationPolicy = {
  name: "auto-scaling-group-require-zones",
  description: "Auto Scaling groups span several zones.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("AutoScaling.2", "Amazon EC2 Auto Scaling group should cover multiple Availability Zones"),
  tags: ["reliability"],
  remediationSteps: "Name a subnet of each zone in vpcZoneIdentifiers.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html",
  validateResource: requireSettings<GroupArgs>("aws:autoscaling/group:Group", [
    { property: "vpcZoneIdentifiers", read: ({ vpcZoneIdentifiers }) => vpcZoneIdentifiers, check: hasSeveral },
  ]),
};

import type { GroupArgs } from "@pulumi/aws/autoscaling";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isEmpty, requireSettings } from "../../core/settings";

/** An Auto Scaling group starts machines by a launch template: what came before takes no new settings. */
export const autoScalingGroupRequireLaunchTemplate: ResourceValidationPolicy = {
  name: "auto-scaling-group-require-launch-template",
  description: "Auto Scaling groups use launch templates.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("AutoScaling.9", "Amazon EC2 Auto Scaling groups should use Amazon EC2 launch templates"),
  tags: ["maintenance"],
  remediationSteps: "Replace launchConfiguration by launchTemplate or mixedInstancesPolicy.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/autoscaling-controls.html",
  validateResource: requireSettings<GroupArgs>("aws:autoscaling/group:Group", [
    { property: "launchConfiguration", read: ({ launchConfiguration }) => launchConfiguration, check: isEmpty },
  ]),
};

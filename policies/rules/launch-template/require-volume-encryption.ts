import type { LaunchTemplateArgs } from "@pulumi/aws/ec2";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { eachMember, isOn, requireSettings } from "../../core/settings";
import { member } from "../../core/tags";

/** What a machine writes to its disks is encrypted. */
export const launchTemplateRequireVolumeEncryption: ResourceValidationPolicy = {
  name: "launch-template-require-volume-encryption",
  description: "Launch templates encrypt volumes.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("EC2.181", "EC2 launch templates should enable encryption for attached EBS volumes"),
  tags: ["encryption"],
  remediationSteps:
    "Set ebs.encrypted of every entry in blockDeviceMappings to true, and kmsKeyId to a customer's key.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  validateResource: requireSettings<LaunchTemplateArgs>("aws:ec2/launchTemplate:LaunchTemplate", [
    {
      property: "blockDeviceMappings",
      read: ({ blockDeviceMappings }) => blockDeviceMappings,
      check: eachMember(["ebs", "encrypted"], isOn, (mapping) => member(mapping, "ebs") !== undefined),
    },
  ]),
};

import type { VolumeArgs } from "@pulumi/aws/ebs";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isTrue, requireSettings } from "../../core/settings";

/** A volume is encrypted. */
export const volumeRequireEncryption: ResourceValidationPolicy = {
  name: "volume-require-encryption",
  description: "Volumes are encrypted.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("EC2.3", "Attached Amazon EBS volumes should be encrypted at-rest"),
  tags: ["encryption"],
  remediationSteps: "Set encrypted to true. Encryption is chosen at creation.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  validateResource: requireSettings<VolumeArgs>("aws:ebs/volume:Volume", [
    { property: "encrypted", read: ({ encrypted }) => encrypted, check: isTrue },
  ]),
};

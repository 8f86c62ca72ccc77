import type { EncryptionByDefaultArgs } from "@pulumi/aws/ebs";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isNotFalse } from "../../core/settings";

/** An account encrypts every new volume of a region. The resource switches it on where nothing is said. */
export const accountRequireVolumeEncryption: ResourceValidationPolicy = {
  name: "account-require-volume-encryption",
  description: "Accounts encrypt new volumes by default.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("EC2.7", "EBS default encryption should be enabled"),
  tags: ["encryption"],
  remediationSteps: "Remove enabled, or set it to true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ec2-controls.html",
  ...mendableSettings<EncryptionByDefaultArgs>("aws:ebs/encryptionByDefault:EncryptionByDefault", [
    { property: "enabled", read: (volumes) => volumes.enabled, check: isNotFalse, mend: true },
  ]),
};

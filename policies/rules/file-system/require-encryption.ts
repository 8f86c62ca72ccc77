import type { FileSystemArgs } from "@pulumi/aws/efs";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isTrue, requireSettings } from "../../core/settings";

/** A shared file system is encrypted. */
export const fileSystemRequireEncryption: ResourceValidationPolicy = {
  name: "file-system-require-encryption",
  description: "File systems are encrypted.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice(
    "EFS.1",
    "Elastic File System should be configured to encrypt file data at-rest using AWS KMS",
  ),
  tags: ["encryption"],
  remediationSteps: "Set encrypted to true, and kmsKeyId to a customer's key. Encryption is chosen at creation.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/efs-controls.html",
  validateResource: requireSettings<FileSystemArgs>("aws:efs/fileSystem:FileSystem", [
    { property: "encrypted", read: ({ encrypted }) => encrypted, check: isTrue },
  ]),
};

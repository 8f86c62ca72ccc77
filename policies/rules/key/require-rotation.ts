import type { KeyArgs } from "@pulumi/aws/kms";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { securityHubControl } from "../../core/framework";
import { isTrue, requireSettings, where } from "../../core/settings";

/** The kind of key that KMS can rotate. */
const SYMMETRIC = "SYMMETRIC_DEFAULT";

/** What a key encrypts is encrypted with new material each year. Keys that sign have nothing that could be rotated. */
export const keyRequireRotation: ResourceValidationPolicy = {
  name: "key-require-rotation",
  description: "Keys are rotated.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: securityHubControl("KMS.4", "AWS KMS key rotation should be enabled"),
  tags: ["encryption"],
  remediationSteps: "Set enableKeyRotation to true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html",
  validateResource: where<KeyArgs>(
    requireSettings<KeyArgs>("aws:kms/key:Key", [
      { property: "enableKeyRotation", read: ({ enableKeyRotation }) => enableKeyRotation, check: isTrue },
    ]),
    ({ customerMasterKeySpec, customKeyStoreId }) =>
      (customerMasterKeySpec ?? SYMMETRIC) === SYMMETRIC && customKeyStoreId === undefined,
  ),
};

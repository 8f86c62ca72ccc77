import type { KeyArgs, KeyPolicyArgs, ReplicaKeyArgs } from "@pulumi/aws/kms";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isNotPublic } from "../../core/public";
import { requireSettings } from "../../core/settings";

/** A key's policy lets in only whom it names. */
export const keyForbidPublicPolicy: ResourceValidationPolicy = {
  name: "key-forbid-public-policy",
  description: "Key policies let nobody in whom they do not name.",
  enforcementLevel: "mandatory",
  severity: "critical",
  framework: awsBestPractice("KMS.5", "KMS keys should not be publicly accessible"),
  tags: ["identity", "public-exposure"],
  remediationSteps:
    "Name the accounts, roles or services as Principal, or add a condition such as kms:CallerAccount or " +
    "aws:PrincipalOrgID.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html",
  validateResource: [
    requireSettings<KeyArgs>("aws:kms/key:Key", [
      { property: "policy", read: ({ policy }) => policy, check: isNotPublic },
    ]),
    requireSettings<KeyPolicyArgs>("aws:kms/keyPolicy:KeyPolicy", [
      { property: "policy", read: ({ policy }) => policy, check: isNotPublic },
    ]),
    requireSettings<ReplicaKeyArgs>("aws:kms/replicaKey:ReplicaKey", [
      { property: "policy", read: ({ policy }) => policy, check: isNotPublic },
    ]),
  ],
};

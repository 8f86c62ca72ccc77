import type { LogGroupArgs } from "@pulumi/aws/cloudwatch";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { keyProblems } from "../../core/keys";
import { requireSettings } from "../../core/settings";

/** Logs are encrypted with a key that their owner can take away. */
export const logGroupRequireCustomerKey: ResourceValidationPolicy = {
  name: "log-group-require-customer-key",
  description: "Log groups are encrypted with a customer's key.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["encryption"],
  remediationSteps: "Set kmsKeyId to the key of the group's region, whose policy lets CloudWatch Logs use it.",
  url: "https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/encrypt-log-data-kms.html",
  validateResource: requireSettings<LogGroupArgs>("aws:cloudwatch/logGroup:LogGroup", [
    { property: "kmsKeyId", read: ({ kmsKeyId }) => kmsKeyId, check: keyProblems },
  ]),
};

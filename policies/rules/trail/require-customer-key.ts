import type { TrailArgs } from "@pulumi/aws/cloudtrail";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { keyProblems } from "../../core/keys";
import { requireSettings } from "../../core/settings";

/** A trail is encrypted with a key of the customer's. */
export const trailRequireCustomerKey: ResourceValidationPolicy = {
  name: "trail-require-customer-key",
  description: "Trails are encrypted with a customer's key.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("CloudTrail.2", "CloudTrail should have encryption at-rest enabled"),
  tags: ["audit", "encryption"],
  remediationSteps: "Set kmsKeyId to a key whose policy lets CloudTrail use it.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/cloudtrail-controls.html",
  validateResource: requireSettings<TrailArgs>("aws:cloudtrail/trail:Trail", [
    { property: "kmsKeyId", read: (trail) => trail.kmsKeyId, check: keyProblems },
  ]),
};

import type { QueuePolicyArgs } from "@pulumi/aws/sqs";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { requireSettings } from "../../core/settings";
import { deniesWithoutTls } from "../../core/transport";

/** A queue refuses what comes without TLS, whoever sends it. */
export const queueRequireTls: ResourceValidationPolicy = {
  name: "queue-require-tls",
  description: "Queues refuse requests without TLS.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["encryption"],
  remediationSteps:
    'Add a statement with Effect Deny, Principal "*", Action sqs:* and the condition Bool aws:SecureTransport ' +
    '"false", and no other condition.',
  url: "https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/sqs-security-best-practices.html",
  validateResource: requireSettings<QueuePolicyArgs>("aws:sqs/queuePolicy:QueuePolicy", [
    { property: "policy", read: ({ policy }) => policy, check: deniesWithoutTls("sqs") },
  ]),
};

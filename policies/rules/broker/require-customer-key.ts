import type { ClusterArgs } from "@pulumi/aws/msk";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { keyProblems } from "../../core/keys";
import { requireSettings } from "../../core/settings";

/** Kafka brokers encrypt their volumes with a key of the customer's. */
export const brokerRequireCustomerKey: ResourceValidationPolicy = {
  name: "broker-require-customer-key",
  description: "Kafka brokers are encrypted with a customer's key.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["encryption"],
  remediationSteps:
    "Set encryptionInfo.encryptionAtRestKmsKeyArn to the key of the brokers' region. It is chosen at creation.",
  url: "https://docs.aws.amazon.com/msk/latest/developerguide/msk-encryption.html",
  validateResource: requireSettings<ClusterArgs>("aws:msk/cluster:Cluster", [
    {
      property: "encryptionInfo.encryptionAtRestKmsKeyArn",
      read: ({ encryptionInfo }) => encryptionInfo?.encryptionAtRestKmsKeyArn,
      check: keyProblems,
    },
  ]),
};

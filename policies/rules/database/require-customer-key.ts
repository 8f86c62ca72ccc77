import type { ClusterArgs } from "@pulumi/aws/rds";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { keyProblems } from "../../core/keys";
import { isTrue, requireSettings } from "../../core/settings";

/** A database cluster is encrypted with a key of the customer's. */
export const databaseRequireCustomerKey: ResourceValidationPolicy = {
  name: "database-require-customer-key",
  description: "Database clusters are encrypted with a customer's key.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice("RDS.27", "RDS DB clusters should be encrypted at rest"),
  tags: ["encryption"],
  remediationSteps:
    "Set storageEncrypted, and kmsKeyId to the key of the cluster's region. Encryption is chosen at creation.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  validateResource: requireSettings<ClusterArgs>("aws:rds/cluster:Cluster", [
    { property: "storageEncrypted", read: (cluster) => cluster.storageEncrypted, check: isTrue },
    { property: "kmsKeyId", read: (cluster) => cluster.kmsKeyId, check: keyProblems },
  ]),
};

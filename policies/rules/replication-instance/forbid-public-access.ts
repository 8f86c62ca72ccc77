import type { ReplicationInstanceArgs } from "@pulumi/aws/dms";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isNotTrue, requireSettings } from "../../core/settings";

/** A machine that copies databases has no public address. */
export const replicationInstanceForbidPublicAccess: ResourceValidationPolicy = {
  name: "replication-instance-forbid-public-access",
  description: "Replication instances have no public address.",
  enforcementLevel: "mandatory",
  severity: "critical",
  framework: awsBestPractice("DMS.1", "Database Migration Service replication instances should not be public"),
  tags: ["network", "public-exposure"],
  remediationSteps: "Remove publiclyAccessible, or set it to false.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/dms-controls.html",
  validateResource: requireSettings<ReplicationInstanceArgs>("aws:dms/replicationInstance:ReplicationInstance", [
    { property: "publiclyAccessible", read: ({ publiclyAccessible }) => publiclyAccessible, check: isNotTrue },
  ]),
};

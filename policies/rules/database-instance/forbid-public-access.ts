import type { ClusterInstanceArgs } from "@pulumi/aws/rds";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isNotTrue } from "../../core/settings";

/** A database instance has no address on the internet. */
export const databaseInstanceForbidPublicAccess: ResourceValidationPolicy = {
  name: "database-instance-forbid-public-access",
  description: "Database instances have no public address.",
  enforcementLevel: "mandatory",
  severity: "critical",
  framework: awsBestPractice(
    "RDS.2",
    "RDS DB Instances should prohibit public access, as determined by the PubliclyAccessible configuration",
  ),
  tags: ["network"],
  remediationSteps: "Set publiclyAccessible to false, and reach the database through its private network.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  ...mendableSettings<ClusterInstanceArgs>("aws:rds/clusterInstance:ClusterInstance", [
    { property: "publiclyAccessible", read: (instance) => instance.publiclyAccessible, check: isNotTrue, mend: false },
  ]),
};

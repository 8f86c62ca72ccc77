import type { ClusterArgs } from "@pulumi/aws/rds";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { isDisposable } from "../../core/environments";
import { awsBestPractice } from "../../core/framework";
import { isTrue, requireSettings, where } from "../../core/settings";

/** A database is not deleted by a slip; one of an environment that is made to be thrown away may be. */
export const databaseRequireDeletionProtection: ResourceValidationPolicy = {
  name: "database-require-deletion-protection",
  description: "Database clusters are protected from deletion.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("RDS.7", "RDS clusters should have deletion protection enabled"),
  tags: ["reliability"],
  remediationSteps:
    "Set deletionProtection to true, or tag what may be thrown away with the environment dev, test or sandbox.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  validateResource: ["aws:rds/cluster:Cluster", "aws:rds/globalCluster:GlobalCluster"].map((type) =>
    where<ClusterArgs>(
      requireSettings<ClusterArgs>(type, [
        { property: "deletionProtection", read: ({ deletionProtection }) => deletionProtection, check: isTrue },
      ]),
      (_props, args) => !isDisposable(args),
    ),
  ),
};

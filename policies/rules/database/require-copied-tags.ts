import type { ClusterArgs } from "@pulumi/aws/rds";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isTrue } from "../../core/settings";

/** A snapshot of a database cluster carries the tags that cost and residency are read from. */
export const databaseRequireCopiedTags: ResourceValidationPolicy = {
  name: "database-require-copied-tags",
  description: "Snapshots of database clusters carry the cluster's tags.",
  enforcementLevel: "mandatory",
  severity: "low",
  framework: awsBestPractice("RDS.16", "Aurora DB clusters should be configured to copy tags to DB snapshots"),
  tags: ["cost", "residency"],
  remediationSteps: "Set copyTagsToSnapshot to true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  ...mendableSettings<ClusterArgs>("aws:rds/cluster:Cluster", [
    { property: "copyTagsToSnapshot", read: ({ copyTagsToSnapshot }) => copyTagsToSnapshot, check: isTrue, mend: true },
  ]),
};

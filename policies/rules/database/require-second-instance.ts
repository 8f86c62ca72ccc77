import type { PolicyResource } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import type { RelationalRule } from "../../core/relational";
import { judgeAll } from "../../core/rule";

const INSTANCE = "aws:rds/clusterInstance:ClusterInstance";

/** A database whose machine or zone fails goes on with another. */
export const databaseRequireSecondInstance: RelationalRule = {
  name: "database-require-second-instance",
  description: "Database clusters have a second instance.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("RDS.15", "RDS DB clusters should be configured for multiple Availability Zones"),
  tags: ["reliability"],
  remediationSteps:
    "Add a second cluster instance with the cluster as clusterIdentifier; RDS puts it into another zone.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/rds-controls.html",
  judgeStack: (stack, report) => {
    judgeAll(stack.ofType("aws:rds/cluster:Cluster"), (cluster) => {
      const count = stack.referrers(cluster, INSTANCE, "clusterIdentifier").length;
      if (count < 2 && !spansZones(cluster)) {
        report(
          `it has ${count} instances, expected two ${INSTANCE} at least with it as clusterIdentifier`,
          cluster.urn,
        );
      }
    });
  },
};

/** Whether RDS makes the instances itself, one in each of three zones. */
function spansZones({ props }: PolicyResource): boolean {
  return props["dbClusterInstanceClass"] !== undefined;
}

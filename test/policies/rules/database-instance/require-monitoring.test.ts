import { databaseInstanceRequireMonitoring } from "../../../../policies/rules/database-instance/require-monitoring";
import { describeRule } from "../../harness";

const type = "aws:rds/clusterInstance:ClusterInstance";

describeRule(databaseInstanceRequireMonitoring, {
  good: { type, props: { monitoringInterval: 60 } },
  broken: [
    { path: "monitoringInterval", to: 0, message: "monitoringInterval is 0, expected at least 1" },
    { path: "monitoringInterval", to: undefined, message: "monitoringInterval is missing, expected at least 1" },
  ],
  unknown: ["monitoringInterval"],
  secret: ["monitoringInterval"],
});

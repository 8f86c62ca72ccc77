import { databaseRequireBackups } from "../../../../policies/rules/database/require-backups";
import { describeRule } from "../../harness";

const type = "aws:rds/cluster:Cluster";

describeRule(databaseRequireBackups, {
  good: { type, props: { backupRetentionPeriod: 14 } },
  broken: [
    { path: "backupRetentionPeriod", to: 1, message: "backupRetentionPeriod is 1, expected at least 7" },
    { path: "backupRetentionPeriod", to: undefined, message: "backupRetentionPeriod is missing, expected at least 7" },
  ],
  unknown: ["backupRetentionPeriod"],
  secret: ["backupRetentionPeriod"],
});

import { databaseInstanceRequireMinorUpgrades } from "../../../../policies/rules/database-instance/require-minor-upgrades";
import { describeRule } from "../../harness";

const type = "aws:rds/clusterInstance:ClusterInstance";

describeRule(databaseInstanceRequireMinorUpgrades, {
  good: { type, props: { autoMinorVersionUpgrade: true } },
  broken: [
    { path: "autoMinorVersionUpgrade", to: false, message: "autoMinorVersionUpgrade is false, expected true or none" },
  ],
  unknown: ["autoMinorVersionUpgrade"],
  secret: ["autoMinorVersionUpgrade"],
});

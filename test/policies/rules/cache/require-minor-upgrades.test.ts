import { cacheRequireMinorUpgrades } from "../../../../policies/rules/cache/require-minor-upgrades";
import { describeRule } from "../../harness";

const type = "aws:elasticache/replicationGroup:ReplicationGroup";

describeRule(cacheRequireMinorUpgrades, {
  good: { type, props: { autoMinorVersionUpgrade: true } },
  broken: [
    { path: "autoMinorVersionUpgrade", to: false, message: "autoMinorVersionUpgrade is false, expected true or none" },
  ],
  unknown: ["autoMinorVersionUpgrade"],
  secret: ["autoMinorVersionUpgrade"],
});

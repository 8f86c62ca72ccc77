import { cacheRequireSnapshots } from "../../../../policies/rules/cache/require-snapshots";
import { describeRule } from "../../harness";

const type = "aws:elasticache/replicationGroup:ReplicationGroup";

describeRule(cacheRequireSnapshots, {
  good: { type, props: { snapshotRetentionLimit: 7 } },
  broken: [
    { path: "snapshotRetentionLimit", to: 0, message: "snapshotRetentionLimit is 0, expected at least 1" },
    {
      path: "snapshotRetentionLimit",
      to: undefined,
      message: "snapshotRetentionLimit is missing, expected at least 1",
    },
  ],
  unknown: ["snapshotRetentionLimit"],
  secret: ["snapshotRetentionLimit"],
});

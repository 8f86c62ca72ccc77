import { vaultRequireRetentionBounds } from "../../../../policies/rules/vault/require-retention-bounds";
import { describeRule } from "../../harness";

const type = "aws:backup/vaultLockConfiguration:VaultLockConfiguration";

describeRule(vaultRequireRetentionBounds, {
  good: { type, props: { minRetentionDays: 7, maxRetentionDays: 7 } },
  broken: [
    { path: "minRetentionDays", to: 0, message: "minRetentionDays is 0, expected at least 1" },
    { path: "minRetentionDays", to: undefined, message: "minRetentionDays is missing, expected at least 1" },
    { path: "maxRetentionDays", to: 0, message: "maxRetentionDays is 0, expected at least 1" },
    { path: "maxRetentionDays", to: undefined, message: "maxRetentionDays is missing, expected at least 1" },
  ],
  unknown: ["minRetentionDays", "maxRetentionDays"],
  secret: ["minRetentionDays", "maxRetentionDays"],
});

import { keyRequireDeletionWindow } from "../../../../policies/rules/key/require-deletion-window";
import { describeRule } from "../../harness";

const type = "aws:kms/key:Key";

describeRule(keyRequireDeletionWindow, {
  good: { type, props: { deletionWindowInDays: 30 } },
  broken: [{ path: "deletionWindowInDays", to: 7, message: "deletionWindowInDays is 7, expected at least 14" }],
  unknown: ["deletionWindowInDays"],
  secret: ["deletionWindowInDays"],
});

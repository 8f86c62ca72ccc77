import { selectionsOf, STORES, takes } from "../../core/backups";
import { securityHubControl } from "../../core/framework";
import type { RelationalRule } from "../../core/relational";
import { judgeAll } from "../../core/rule";

/** What cannot be made again is backed up: a selection of the stack takes it, by its ARN or by its tags. Where a stack has no selection, another stack's may take it by its tags, and nothing can be said. */
export const storeRequireBackup: RelationalRule = {
  name: "store-require-backup",
  description: "Stores are in a backup, where the stack makes any.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: securityHubControl("DynamoDB.4", "DynamoDB tables should be present in a backup plan"),
  tags: ["reliability"],
  remediationSteps:
    "Give the store the tags that the selection's conditions ask for, or add its ARN or kind to the selection's resources.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/dynamodb-controls.html",
  judgeStack: (stack, report) => {
    const selections = selectionsOf(stack);
    const stores = selections.length === 0 ? [] : stack.ofType(...Object.keys(STORES));
    judgeAll(stores, (store) => {
      if (!selections.some((selection) => takes(selection, store, stack))) {
        report(
          "no backup takes it, expected a aws:backup/selection:Selection whose resources and conditions do",
          store.urn,
        );
      }
    });
  },
};

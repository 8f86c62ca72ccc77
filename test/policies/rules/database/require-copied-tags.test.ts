import { databaseRequireCopiedTags } from "../../../../policies/rules/database/require-copied-tags";
import { describeRule } from "../../harness";

const type = "aws:rds/cluster:Cluster";

describeRule(databaseRequireCopiedTags, {
  good: { type, props: { copyTagsToSnapshot: true } },
  broken: [
    { path: "copyTagsToSnapshot", to: false, message: "copyTagsToSnapshot is false, expected true" },
    { path: "copyTagsToSnapshot", to: undefined, message: "copyTagsToSnapshot is missing, expected true" },
  ],
  unknown: ["copyTagsToSnapshot"],
  secret: ["copyTagsToSnapshot"],
});

import { tableRequireDeletionProtection } from "../../../../policies/rules/table/require-deletion-protection";
import { describeRule } from "../../harness";

const type = "aws:dynamodb/table:Table";

describeRule(tableRequireDeletionProtection, {
  good: { type, props: { deletionProtectionEnabled: true } },
  alsoGood: { "a table that may be thrown away": { type, props: { tags: { environment: "test" } } } },
  broken: [
    { path: "deletionProtectionEnabled", to: false, message: "deletionProtectionEnabled is false, expected true" },
    {
      path: "deletionProtectionEnabled",
      to: undefined,
      message: "deletionProtectionEnabled is missing, expected true",
    },
  ],
  unknown: ["deletionProtectionEnabled"],
  secret: ["deletionProtectionEnabled"],
});

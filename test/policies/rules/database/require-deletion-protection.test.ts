import { databaseRequireDeletionProtection } from "../../../../policies/rules/database/require-deletion-protection";
import { describeRule } from "../../harness";

const type = "aws:rds/cluster:Cluster";

describeRule(databaseRequireDeletionProtection, {
  good: { type, props: { deletionProtection: true } },
  alsoGood: { "a database that may be thrown away": { type, props: { tags: { environment: "dev" } } } },
  broken: [
    { path: "deletionProtection", to: false, message: "deletionProtection is false, expected true" },
    { path: "deletionProtection", to: undefined, message: "deletionProtection is missing, expected true" },
  ],
  alsoBroken: {
    "a global database": {
      type: "aws:rds/globalCluster:GlobalCluster",
      props: { tags: { environment: "prod" } },
      message: "deletionProtection is missing, expected true",
    },
  },
  unknown: ["deletionProtection"],
  secret: ["deletionProtection"],
});

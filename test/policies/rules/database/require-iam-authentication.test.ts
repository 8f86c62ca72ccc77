import { databaseRequireIamAuthentication } from "../../../../policies/rules/database/require-iam-authentication";
import { describeRule } from "../../harness";

const type = "aws:rds/cluster:Cluster";

describeRule(databaseRequireIamAuthentication, {
  good: { type, props: { iamDatabaseAuthenticationEnabled: true } },
  broken: [
    {
      path: "iamDatabaseAuthenticationEnabled",
      to: false,
      message: "iamDatabaseAuthenticationEnabled is false, expected true",
    },
    {
      path: "iamDatabaseAuthenticationEnabled",
      to: undefined,
      message: "iamDatabaseAuthenticationEnabled is missing, expected true",
    },
  ],
  unknown: ["iamDatabaseAuthenticationEnabled"],
  secret: ["iamDatabaseAuthenticationEnabled"],
});

import { cacheRequireAuthentication } from "../../../../policies/rules/cache/require-authentication";
import { describeRule } from "../../harness";

const type = "aws:elasticache/replicationGroup:ReplicationGroup";

describeRule(cacheRequireAuthentication, {
  good: { type, props: { userGroupIds: ["shop"] } },
  alsoGood: { "a cache with a token": { type, props: { authToken: "hunter2hunter2hunter2" } } },
  broken: [
    {
      path: "userGroupIds",
      to: undefined,
      message: "userGroupIds is missing, expected a group of users, or an authToken",
    },
  ],
  unknown: [],
  created: ["userGroupIds"],
  secret: ["userGroupIds"],
});

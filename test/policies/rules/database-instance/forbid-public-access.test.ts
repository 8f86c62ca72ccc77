import { databaseInstanceForbidPublicAccess } from "../../../../policies/rules/database-instance/forbid-public-access";
import { describeRule } from "../../harness";

const type = "aws:rds/clusterInstance:ClusterInstance";

describeRule(databaseInstanceForbidPublicAccess, {
  good: { type, props: { publiclyAccessible: false } },
  broken: [{ path: "publiclyAccessible", to: true, message: "publiclyAccessible is true, expected false or none" }],
  unknown: ["publiclyAccessible"],
  secret: ["publiclyAccessible"],
});

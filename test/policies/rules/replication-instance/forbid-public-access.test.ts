import { replicationInstanceForbidPublicAccess } from "../../../../policies/rules/replication-instance/forbid-public-access";
import { describeRule } from "../../harness";

const type = "aws:dms/replicationInstance:ReplicationInstance";

describeRule(replicationInstanceForbidPublicAccess, {
  good: { type, props: { publiclyAccessible: false } },
  broken: [{ path: "publiclyAccessible", to: true, message: "publiclyAccessible is true, expected false or none" }],
  unknown: ["publiclyAccessible"],
  secret: ["publiclyAccessible"],
});

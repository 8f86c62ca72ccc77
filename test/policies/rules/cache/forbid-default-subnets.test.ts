import { cacheForbidDefaultSubnets } from "../../../../policies/rules/cache/forbid-default-subnets";
import { describeRule } from "../../harness";

const type = "aws:elasticache/replicationGroup:ReplicationGroup";

describeRule(cacheForbidDefaultSubnets, {
  good: { type, props: { subnetGroupName: "orders" } },
  broken: [
    {
      path: "subnetGroupName",
      to: "default",
      message: 'subnetGroupName is "default", expected a subnet group of its own',
    },
    {
      path: "subnetGroupName",
      to: undefined,
      message: "subnetGroupName is missing, expected a subnet group of its own",
    },
  ],
  unknown: [],
  created: ["subnetGroupName"],
  secret: ["subnetGroupName"],
});

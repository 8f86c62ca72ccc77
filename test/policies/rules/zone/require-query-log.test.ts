import { zoneRequireQueryLog } from "../../../../policies/rules/zone/require-query-log";
import { describeCompanion } from "../../relations";

describeCompanion(zoneRequireQueryLog, {
  owner: { type: "aws:route53/zone:Zone", name: "owner", props: { id: "Z1" } },
  companion: { type: "aws:route53/queryLog:QueryLog", props: {} },
  by: "zoneId",
  named: "Z1",
  message: "a query log is missing, expected aws:route53/queryLog:QueryLog with it as zoneId",
  alsoGood: { "a private zone": [{ type: "aws:route53/zone:Zone", props: { vpcs: [{ vpcId: "vpc-1" }] } }] },
});

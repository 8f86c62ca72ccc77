import { requireCompanion } from "../../core/companions";
import { awsBestPractice } from "../../core/framework";
import type { RelationalRule } from "../../core/relational";
import { asList } from "../../core/tags";

/** Who asked for which name can be looked up. */
export const zoneRequireQueryLog: RelationalRule = {
  name: "zone-require-query-log",
  description: "Public hosted zones log queries.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("Route53.2", "Route 53 public hosted zones should log DNS queries"),
  tags: ["observability"],
  remediationSteps: "Add a query log with the zone's id as zoneId, into a log group of us-east-1.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/route53-controls.html",
  judgeStack: requireCompanion({
    of: ["aws:route53/zone:Zone"],
    what: "a query log",
    types: ["aws:route53/queryLog:QueryLog"],
    by: "zoneId",
    except: ({ props }) => asList(props["vpcs"]).length > 0,
  }),
};

import { requireCompanion } from "../../core/companions";
import { awsBestPractice } from "../../core/framework";
import type { RelationalRule } from "../../core/relational";

/** What comes to an API from the internet passes a web firewall first. */
export const apiStageRequireFirewall: RelationalRule = {
  name: "api-stage-require-firewall",
  description: "Stages of REST APIs have a web firewall.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("APIGateway.4", "API Gateway should be associated with a WAF Web ACL"),
  tags: ["network"],
  remediationSteps: "Add a web ACL association with the stage's ARN as resourceArn.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html",
  judgeStack: requireCompanion({
    of: ["aws:apigateway/stage:Stage"],
    what: "a web firewall",
    types: ["aws:wafv2/webAclAssociation:WebAclAssociation"],
    by: "resourceArn",
  }),
};

import { requireCompanion } from "../../core/companions";
import { securityHubControl } from "../../core/framework";
import { isApplication, LOAD_BALANCERS } from "../../core/load-balancers";
import type { RelationalRule } from "../../core/relational";

/** What comes to a load balancer from the internet passes a web firewall first. */
export const loadBalancerRequireFirewall: RelationalRule = {
  name: "load-balancer-require-firewall",
  description: "Load balancers that the internet reaches have a web firewall.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: securityHubControl("ELB.16", "Application Load Balancers should be associated with an AWS WAF web ACL"),
  tags: ["network"],
  remediationSteps: "Add a web ACL association with the load balancer's ARN as resourceArn, or set internal to true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
  judgeStack: requireCompanion({
    of: LOAD_BALANCERS,
    what: "a web firewall",
    types: ["aws:wafv2/webAclAssociation:WebAclAssociation"],
    by: "resourceArn",
    except: ({ props }) => props["internal"] === true || !isApplication(props),
  }),
};

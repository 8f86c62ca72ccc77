import type { LoadBalancerArgs } from "@pulumi/aws/lb";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isApplication, LOAD_BALANCERS } from "../../core/load-balancers";
import { isNoneOf, requireSettings, where } from "../../core/settings";

/** A request that two servers read in two ways is stopped. */
export const loadBalancerForbidDesync: ResourceValidationPolicy = {
  name: "load-balancer-forbid-desync",
  description: "Load balancers stop ambiguous requests.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice(
    "ELB.12",
    "Application Load Balancer should be configured with defensive or strictest desync mitigation mode",
  ),
  tags: ["network"],
  remediationSteps: "Remove desyncMitigationMode, or set it to defensive or strictest.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
  validateResource: LOAD_BALANCERS.map((type) =>
    where<LoadBalancerArgs>(
      requireSettings<LoadBalancerArgs>(type, [
        {
          property: "desyncMitigationMode",
          read: ({ desyncMitigationMode }) => desyncMitigationMode,
          check: isNoneOf(["monitor"], "defensive, strictest or none"),
        },
      ]),
      (props) => isApplication(props),
    ),
  ),
};

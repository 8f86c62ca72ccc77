import type { LoadBalancerArgs } from "@pulumi/aws/lb";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isApplication, LOAD_BALANCERS } from "../../core/load-balancers";
import { isTrue, requireSettings, where } from "../../core/settings";

/** A header that HTTP does not allow does not reach a service. */
export const loadBalancerForbidInvalidHeaders: ResourceValidationPolicy = {
  name: "load-balancer-forbid-invalid-headers",
  description: "Load balancers drop invalid headers.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("ELB.4", "Application Load Balancer should be configured to drop invalid http headers"),
  tags: ["network"],
  remediationSteps: "Set dropInvalidHeaderFields to true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
  validateResource: LOAD_BALANCERS.map((type) =>
    where<LoadBalancerArgs>(
      requireSettings<LoadBalancerArgs>(type, [
        {
          property: "dropInvalidHeaderFields",
          read: ({ dropInvalidHeaderFields }) => dropInvalidHeaderFields,
          check: isTrue,
        },
      ]),
      (props) => isApplication(props),
    ),
  ),
};

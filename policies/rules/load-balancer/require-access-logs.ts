import type { LoadBalancerArgs } from "@pulumi/aws/lb";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isApplication, LOAD_BALANCERS } from "../../core/load-balancers";
import { isTrue, requireSettings, where } from "../../core/settings";

/** Who asked for what, and how long it took, can be looked up. */
export const loadBalancerRequireAccessLogs: ResourceValidationPolicy = {
  name: "load-balancer-require-access-logs",
  description: "Load balancers have access logs.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("ELB.5", "Application and Classic Load Balancers logging should be enabled"),
  tags: ["observability"],
  remediationSteps: "Set accessLogs.enabled to true, and bucket to a bucket of the same region.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
  validateResource: LOAD_BALANCERS.map((type) =>
    where<LoadBalancerArgs>(
      requireSettings<LoadBalancerArgs>(type, [
        { property: "accessLogs.enabled", read: ({ accessLogs }) => accessLogs?.enabled, check: isTrue },
      ]),
      (props) => isApplication(props),
    ),
  ),
};

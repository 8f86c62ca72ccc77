import type { LoadBalancerArgs } from "@pulumi/aws/lb";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { isDisposable } from "../../core/environments";
import { awsBestPractice } from "../../core/framework";
import { LOAD_BALANCERS } from "../../core/load-balancers";
import { isTrue, requireSettings, where } from "../../core/settings";

/** A load balancer is not deleted by a slip, with the address that others know; one of an environment that is made to be thrown away may be. */
export const loadBalancerRequireDeletionProtection: ResourceValidationPolicy = {
  name: "load-balancer-require-deletion-protection",
  description: "Load balancers are protected from deletion.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice(
    "ELB.6",
    "Application, Gateway, and Network Load Balancers should have deletion protection enabled",
  ),
  tags: ["reliability"],
  remediationSteps: "Set enableDeletionProtection to true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
  validateResource: LOAD_BALANCERS.map((type) =>
    where<LoadBalancerArgs>(
      requireSettings<LoadBalancerArgs>(type, [
        {
          property: "enableDeletionProtection",
          read: ({ enableDeletionProtection }) => enableDeletionProtection,
          check: isTrue,
        },
      ]),
      (_props, args) => !isDisposable(args),
    ),
  ),
};

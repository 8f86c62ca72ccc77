import type { LoadBalancerArgs } from "@pulumi/aws/lb";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { LOAD_BALANCERS } from "../../core/load-balancers";
import { hasSeveral, requireSettings, where } from "../../core/settings";
import { asList } from "../../core/tags";

/** A load balancer goes on when a zone fails. */
export const loadBalancerRequireZones: ResourceValidationPolicy = {
  name: "load-balancer-require-zones",
  description: "Load balancers span several zones.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice(
    "ELB.13",
    "Application, Network and Gateway Load Balancers should span multiple Availability Zones",
  ),
  tags: ["reliability"],
  remediationSteps: "Name a subnet of each zone in subnets.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/elb-controls.html",
  validateResource: LOAD_BALANCERS.map((type) =>
    where<LoadBalancerArgs>(
      requireSettings<LoadBalancerArgs>(type, [
        { property: "subnets", read: ({ subnets }) => subnets, check: hasSeveral },
      ]),
      ({ subnetMappings }) => asList(subnetMappings).length < 2,
    ),
  ),
};

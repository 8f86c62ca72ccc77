import type { ServiceArgs } from "@pulumi/aws/ecs";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isNotTrue, requireSettings } from "../../core/settings";

/** Tasks get no public address: what reaches them comes through a load balancer. */
export const taskServiceForbidPublicAddresses: ResourceValidationPolicy = {
  name: "task-service-forbid-public-addresses",
  description: "Services of ECS hand out no public addresses.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice(
    "ECS.2",
    "ECS services should not have public IP addresses assigned to them automatically",
  ),
  tags: ["network"],
  remediationSteps: "Remove networkConfiguration.assignPublicIp, or set it to false.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html",
  validateResource: requireSettings<ServiceArgs>("aws:ecs/service:Service", [
    {
      property: "networkConfiguration.assignPublicIp",
      read: ({ networkConfiguration }) => networkConfiguration?.assignPublicIp,
      check: isNotTrue,
    },
  ]),
};

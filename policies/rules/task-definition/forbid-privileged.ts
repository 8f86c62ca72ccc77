import type { TaskDefinitionArgs } from "@pulumi/aws/ecs";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isNotTrue, requireSettings } from "../../core/settings";
import { eachContainer } from "../../core/task-containers";

/** A container has no more rights on its host than others. */
export const taskDefinitionForbidPrivileged: ResourceValidationPolicy = {
  name: "task-definition-forbid-privileged",
  description: "Containers of tasks are not privileged.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice("ECS.4", "ECS containers should run as non-privileged"),
  tags: ["isolation"],
  remediationSteps: "Remove privileged from the container.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html",
  validateResource: requireSettings<TaskDefinitionArgs>("aws:ecs/taskDefinition:TaskDefinition", [
    {
      property: "containerDefinitions",
      read: ({ containerDefinitions }) => containerDefinitions,
      check: eachContainer(["privileged"], isNotTrue),
    },
  ]),
};

import type { TaskDefinitionArgs } from "@pulumi/aws/ecs";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isGiven, requireSettings } from "../../core/settings";
import { eachContainer } from "../../core/task-containers";

/** What a container writes can be read after it is gone. */
export const taskDefinitionRequireLogs: ResourceValidationPolicy = {
  name: "task-definition-require-logs",
  description: "Containers of tasks have a log driver.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice("ECS.9", "ECS task definitions should have a logging configuration"),
  tags: ["observability"],
  remediationSteps: "Set logConfiguration.logDriver, such as awslogs or awsfirelens.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html",
  validateResource: requireSettings<TaskDefinitionArgs>("aws:ecs/taskDefinition:TaskDefinition", [
    {
      property: "containerDefinitions",
      read: ({ containerDefinitions }) => containerDefinitions,
      check: eachContainer(["logConfiguration", "logDriver"], isGiven("a log driver")),
    },
  ]),
};

import type { TaskDefinitionArgs } from "@pulumi/aws/ecs";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isTrue, requireSettings } from "../../core/settings";
import { eachContainer } from "../../core/task-containers";

/** Who gets into a container cannot change what it runs. */
export const taskDefinitionRequireReadOnlyRoot: ResourceValidationPolicy = {
  name: "task-definition-require-read-only-root",
  description: "Containers of tasks have a root file system that is read-only.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice("ECS.5", "ECS containers should be limited to read-only access to root filesystems"),
  tags: ["isolation"],
  remediationSteps: "Set readonlyRootFilesystem to true, and mount a volume where the container has to write.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html",
  validateResource: requireSettings<TaskDefinitionArgs>("aws:ecs/taskDefinition:TaskDefinition", [
    {
      property: "containerDefinitions",
      read: ({ containerDefinitions }) => containerDefinitions,
      check: eachContainer(["readonlyRootFilesystem"], isTrue),
    },
  ]),
};

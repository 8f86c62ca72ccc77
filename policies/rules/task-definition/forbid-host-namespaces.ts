import type { TaskDefinitionArgs } from "@pulumi/aws/ecs";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isNoneOf, requireSettings } from "../../core/settings";

/** Containers do not see what else runs on their host. */
export const taskDefinitionForbidHostNamespaces: ResourceValidationPolicy = {
  name: "task-definition-forbid-host-namespaces",
  description: "Tasks do not share the namespaces of their host.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice("ECS.3", "ECS task definitions should not share the host's process namespace"),
  tags: ["isolation"],
  remediationSteps: "Remove pidMode and ipcMode, or set them to task.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html",
  validateResource: requireSettings<TaskDefinitionArgs>("aws:ecs/taskDefinition:TaskDefinition", [
    { property: "pidMode", read: ({ pidMode }) => pidMode, check: isNoneOf(["host"], "task or none") },
    { property: "ipcMode", read: ({ ipcMode }) => ipcMode, check: isNoneOf(["host"], "task, none or nothing") },
  ]),
};

import type { TaskDefinitionArgs } from "@pulumi/aws/ecs";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { eachMember, isNoneOf, requireSettings } from "../../core/settings";
import { eachContainer } from "../../core/task-containers";

/** Variables that Security Hub looks for. */
const CREDENTIALS = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "ECS_ENGINE_AUTH_DATA"];

/** What is secret comes from Secrets Manager or Parameter Store, and does not stand in the definition, where every reader of it sees it. */
export const taskDefinitionForbidPlainSecrets: ResourceValidationPolicy = {
  name: "task-definition-forbid-plain-secrets",
  description: "Tasks get no credentials by plain variables.",
  enforcementLevel: "mandatory",
  severity: "high",
  framework: awsBestPractice("ECS.8", "Secrets should not be passed as container environment variables"),
  tags: ["isolation"],
  remediationSteps: "Name the secret under secrets with valueFrom, in place of the variable.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html",
  validateResource: requireSettings<TaskDefinitionArgs>("aws:ecs/taskDefinition:TaskDefinition", [
    {
      property: "containerDefinitions",
      read: ({ containerDefinitions }) => containerDefinitions,
      check: eachContainer(
        ["environment"],
        eachMember(["name"], isNoneOf(CREDENTIALS, "none of the credentials of AWS")),
      ),
    },
  ]),
};

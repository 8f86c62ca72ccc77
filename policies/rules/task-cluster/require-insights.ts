import type { ClusterArgs } from "@pulumi/aws/ecs";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { expecting, requireSettings } from "../../core/settings";
import { asList, member } from "../../core/tags";

const ON: ReadonlySet<unknown> = new Set(["enabled", "enhanced"]);

const isInsightful = expecting("containerInsights of enabled or enhanced", (settings) =>
  asList(settings).some(
    (setting) => member(setting, "name") === "containerInsights" && ON.has(member(setting, "value")),
  ),
);

/** What tasks use can be seen. */
export const taskClusterRequireInsights: ResourceValidationPolicy = {
  name: "task-cluster-require-insights",
  description: "Clusters of ECS have Container Insights.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("ECS.12", "ECS clusters should use Container Insights"),
  tags: ["observability"],
  remediationSteps: "Add to settings the name containerInsights with the value enabled or enhanced.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/ecs-controls.html",
  validateResource: requireSettings<ClusterArgs>("aws:ecs/cluster:Cluster", [
    { property: "settings", read: ({ settings }) => settings, check: isInsightful },
  ]),
};

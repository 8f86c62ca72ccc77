import { taskClusterRequireInsights } from "../../../../policies/rules/task-cluster/require-insights";
import { describeRule } from "../../harness";

const type = "aws:ecs/cluster:Cluster";

describeRule(taskClusterRequireInsights, {
  good: { type, props: { settings: [{ name: "containerInsights", value: "enhanced" }] } },
  broken: [
    {
      path: "settings[0].value",
      to: "disabled",
      message:
        'settings is [{"name":"containerInsights","value":"disabled"}], expected containerInsights of enabled or enhanced',
    },
    {
      path: "settings",
      to: undefined,
      message: "settings is missing, expected containerInsights of enabled or enhanced",
    },
  ],
  unknown: ["settings", "settings[0].value"],
  secret: ["settings[0].value"],
});

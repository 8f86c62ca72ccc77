import { taskDefinitionForbidHostNamespaces } from "../../../../policies/rules/task-definition/forbid-host-namespaces";
import { describeRule } from "../../harness";

const type = "aws:ecs/taskDefinition:TaskDefinition";

describeRule(taskDefinitionForbidHostNamespaces, {
  good: { type, props: { pidMode: "task", ipcMode: "none" } },
  broken: [
    { path: "pidMode", to: "host", message: 'pidMode is "host", expected task or none' },
    { path: "ipcMode", to: "host", message: 'ipcMode is "host", expected task, none or nothing' },
  ],
  unknown: ["pidMode", "ipcMode"],
  secret: ["pidMode"],
});

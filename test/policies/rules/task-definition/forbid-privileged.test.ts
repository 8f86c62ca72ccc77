import { taskDefinitionForbidPrivileged } from "../../../../policies/rules/task-definition/forbid-privileged";
import { describeRule } from "../../harness";

const containers = (container: object) => JSON.stringify([{ name: "api", image: "api:1", ...container }]);
const type = "aws:ecs/taskDefinition:TaskDefinition";

describeRule(taskDefinitionForbidPrivileged, {
  good: { type, props: { containerDefinitions: containers({ privileged: false }) } },
  broken: [
    {
      path: "containerDefinitions",
      to: containers({ privileged: true }),
      message: "containerDefinitions[0].privileged is true, expected false or none",
    },
    {
      path: "containerDefinitions",
      to: "{",
      message: "containerDefinitions is not JSON, expected a list of containers",
    },
  ],
  unknown: ["containerDefinitions"],
  secret: ["containerDefinitions"],
});

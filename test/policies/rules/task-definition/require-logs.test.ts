import { taskDefinitionRequireLogs } from "../../../../policies/rules/task-definition/require-logs";
import { describeRule } from "../../harness";

const containers = (container: object) => JSON.stringify([{ name: "api", image: "api:1", ...container }]);
const type = "aws:ecs/taskDefinition:TaskDefinition";

describeRule(taskDefinitionRequireLogs, {
  good: { type, props: { containerDefinitions: containers({ logConfiguration: { logDriver: "awslogs" } }) } },
  broken: [
    {
      path: "containerDefinitions",
      to: containers({}),
      message: "containerDefinitions[0].logConfiguration.logDriver is missing, expected a log driver",
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

import { taskDefinitionRequireReadOnlyRoot } from "../../../../policies/rules/task-definition/require-read-only-root";
import { describeRule } from "../../harness";

const containers = (container: object) => JSON.stringify([{ name: "api", image: "api:1", ...container }]);
const type = "aws:ecs/taskDefinition:TaskDefinition";

describeRule(taskDefinitionRequireReadOnlyRoot, {
  good: { type, props: { containerDefinitions: containers({ readonlyRootFilesystem: true }) } },
  broken: [
    {
      path: "containerDefinitions",
      to: containers({ readonlyRootFilesystem: false }),
      message: "containerDefinitions[0].readonlyRootFilesystem is false, expected true",
    },
    {
      path: "containerDefinitions",
      to: containers({}),
      message: "containerDefinitions[0].readonlyRootFilesystem is missing, expected true",
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

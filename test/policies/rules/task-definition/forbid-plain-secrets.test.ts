import { taskDefinitionForbidPlainSecrets } from "../../../../policies/rules/task-definition/forbid-plain-secrets";
import { describeRule } from "../../harness";

const containers = (container: object) => JSON.stringify([{ name: "api", image: "api:1", ...container }]);
const type = "aws:ecs/taskDefinition:TaskDefinition";

describeRule(taskDefinitionForbidPlainSecrets, {
  good: { type, props: { containerDefinitions: containers({ environment: [{ name: "LOG_LEVEL", value: "info" }] }) } },
  broken: [
    {
      path: "containerDefinitions",
      to: containers({ environment: [{ name: "AWS_SECRET_ACCESS_KEY", value: "x" }] }),
      message:
        'containerDefinitions[0].environment[0].name is "AWS_SECRET_ACCESS_KEY", expected none of the credentials of AWS',
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

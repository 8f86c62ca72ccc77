import { stateMachineRequireLogs } from "../../../../policies/rules/state-machine/require-logs";
import { describeRule } from "../../harness";

const type = "aws:sfn/stateMachine:StateMachine";

describeRule(stateMachineRequireLogs, {
  good: { type, props: { loggingConfiguration: { level: "ERROR" } } },
  broken: [
    {
      path: "loggingConfiguration.level",
      to: "OFF",
      message: 'loggingConfiguration.level is "OFF", expected ALL or ERROR or FATAL',
    },
    {
      path: "loggingConfiguration",
      to: undefined,
      message: "loggingConfiguration.level is missing, expected ALL or ERROR or FATAL",
    },
  ],
  unknown: ["loggingConfiguration", "loggingConfiguration.level"],
  secret: ["loggingConfiguration.level"],
});

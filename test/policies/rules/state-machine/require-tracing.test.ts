import { stateMachineRequireTracing } from "../../../../policies/rules/state-machine/require-tracing";
import { describeRule } from "../../harness";

const type = "aws:sfn/stateMachine:StateMachine";

describeRule(stateMachineRequireTracing, {
  good: { type, props: { tracingConfiguration: { enabled: true } } },
  broken: [
    {
      path: "tracingConfiguration.enabled",
      to: false,
      message: "tracingConfiguration.enabled is false, expected true",
    },
    { path: "tracingConfiguration", to: undefined, message: "tracingConfiguration.enabled is missing, expected true" },
  ],
  unknown: ["tracingConfiguration", "tracingConfiguration.enabled"],
  secret: ["tracingConfiguration.enabled"],
});

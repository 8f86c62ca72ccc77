import type { StateMachineArgs } from "@pulumi/aws/sfn";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isOneOf, requireSettings } from "../../core/settings";

/** Which step failed, and with what, can be looked up. */
export const stateMachineRequireLogs: ResourceValidationPolicy = {
  name: "state-machine-require-logs",
  description: "State machines have logs.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("StepFunctions.1", "Step Functions state machines should have logging turned on"),
  tags: ["observability"],
  remediationSteps:
    "Set loggingConfiguration.level to ERROR or ALL, and logDestination to a log group's ARN that ends in :*.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/stepfunctions-controls.html",
  validateResource: requireSettings<StateMachineArgs>("aws:sfn/stateMachine:StateMachine", [
    {
      property: "loggingConfiguration.level",
      read: ({ loggingConfiguration }) => loggingConfiguration?.level,
      check: isOneOf("ALL", "ERROR", "FATAL"),
    },
  ]),
};

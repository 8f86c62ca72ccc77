import type { StateMachineArgs } from "@pulumi/aws/sfn";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { isTrue, requireSettings } from "../../core/settings";

/** Where an execution spends its time can be seen. */
export const stateMachineRequireTracing: ResourceValidationPolicy = {
  name: "state-machine-require-tracing",
  description: "State machines are traced.",
  enforcementLevel: "mandatory",
  severity: "low",
  tags: ["observability"],
  remediationSteps: "Set tracingConfiguration.enabled to true.",
  url: "https://docs.aws.amazon.com/step-functions/latest/dg/concepts-xray-tracing.html",
  validateResource: requireSettings<StateMachineArgs>("aws:sfn/stateMachine:StateMachine", [
    {
      property: "tracingConfiguration.enabled",
      read: ({ tracingConfiguration }) => tracingConfiguration?.enabled,
      check: isTrue,
    },
  ]),
};

import type { FunctionArgs } from "@pulumi/aws/lambda";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { securityHubControl } from "../../core/framework";
import { isOneOf, requireSettings } from "../../core/settings";

/** A function says where its time goes, in the trace of the request it serves. */
export const functionRequireTracing: ResourceValidationPolicy = {
  name: "function-require-tracing",
  description: "Functions are traced.",
  enforcementLevel: "mandatory",
  severity: "low",
  framework: securityHubControl("Lambda.7", "Lambda functions should have AWS X-Ray active tracing enabled"),
  tags: ["observability"],
  remediationSteps: "Set tracingConfig.mode to Active.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html",
  validateResource: requireSettings<FunctionArgs>("aws:lambda/function:Function", [
    { property: "tracingConfig.mode", read: ({ tracingConfig }) => tracingConfig?.mode, check: isOneOf("Active") },
  ]),
};

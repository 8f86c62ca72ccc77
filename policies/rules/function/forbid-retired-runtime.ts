import type { FunctionArgs } from "@pulumi/aws/lambda";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { RETIRED_LAMBDA_RUNTIMES } from "../../../facts/lambda";
import { awsBestPractice } from "../../core/framework";
import { isNoneOf, requireSettings } from "../../core/settings";

/** What runs a function is patched by AWS. */
export const functionForbidRetiredRuntime: ResourceValidationPolicy = {
  name: "function-forbid-retired-runtime",
  description: "Functions run on what AWS still patches.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("Lambda.2", "Lambda functions should use supported runtimes"),
  tags: ["reliability"],
  remediationSteps: "Set runtime to one that Lambda supports; a container image keeps its own up to date.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/lambda-controls.html",
  validateResource: requireSettings<FunctionArgs>("aws:lambda/function:Function", [
    {
      property: "runtime",
      read: ({ runtime }) => runtime,
      check: isNoneOf(RETIRED_LAMBDA_RUNTIMES, "a runtime that Lambda supports"),
    },
  ]),
};

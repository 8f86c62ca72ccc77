import type { FunctionUrlArgs } from "@pulumi/aws/lambda";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isOneOf, requireSettings } from "../../core/settings";

/** A function's own address asks who calls. */
export const functionForbidPublicUrl: ResourceValidationPolicy = {
  name: "function-forbid-public-url",
  description: "Addresses of functions ask for a signature.",
  enforcementLevel: "mandatory",
  severity: "critical",
  framework: awsBestPractice("Lambda.1", "Lambda function policies should prohibit public access"),
  tags: ["public-exposure"],
  remediationSteps: "Set authorizationType to AWS_IAM, and put CloudFront or an API in front of what is public.",
  url: "https://docs.aws.amazon.com/lambda/latest/dg/urls-auth.html",
  validateResource: requireSettings<FunctionUrlArgs>("aws:lambda/functionUrl:FunctionUrl", [
    { property: "authorizationType", read: ({ authorizationType }) => authorizationType, check: isOneOf("AWS_IAM") },
  ]),
};

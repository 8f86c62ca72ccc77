import type { StageArgs } from "@pulumi/aws/apigatewayv2";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { isAtLeast, requireSettings } from "../../core/settings";

/** One caller cannot use up what all have. */
export const apiStageRequireThrottling: ResourceValidationPolicy = {
  name: "api-stage-require-throttling",
  description: "Stages of HTTP APIs limit their requests.",
  enforcementLevel: "mandatory",
  severity: "medium",
  tags: ["reliability", "cost"],
  remediationSteps: "Set throttlingRateLimit and throttlingBurstLimit in defaultRouteSettings.",
  url: "https://docs.aws.amazon.com/apigateway/latest/developerguide/http-api-throttling.html",
  validateResource: requireSettings<StageArgs>("aws:apigatewayv2/stage:Stage", [
    {
      property: "defaultRouteSettings.throttlingRateLimit",
      read: ({ defaultRouteSettings }) => defaultRouteSettings?.throttlingRateLimit,
      check: isAtLeast(1),
    },
    {
      property: "defaultRouteSettings.throttlingBurstLimit",
      read: ({ defaultRouteSettings }) => defaultRouteSettings?.throttlingBurstLimit,
      check: isAtLeast(1),
    },
  ]),
};

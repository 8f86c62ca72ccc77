import type { StageArgs } from "@pulumi/aws/apigateway";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { isGiven, requireSettings } from "../../core/settings";

/** A stage of a REST API writes down who asked what. */
export const apiStageRequireAccessLogs: ResourceValidationPolicy = {
  name: "api-stage-require-access-logs",
  description: "Stages of APIs have access logs.",
  enforcementLevel: "mandatory",
  severity: "medium",
  framework: awsBestPractice("APIGateway.1", "API Gateway REST and WebSocket API execution logging should be enabled"),
  tags: ["audit", "observability"],
  remediationSteps: "Set accessLogSettings.destinationArn to a log group or a delivery stream.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html",
  validateResource: requireSettings<StageArgs>("aws:apigateway/stage:Stage", [
    {
      property: "accessLogSettings.destinationArn",
      read: ({ accessLogSettings }) => accessLogSettings?.destinationArn,
      check: isGiven("a log group or a delivery stream"),
    },
  ]),
};

import type { StageArgs } from "@pulumi/aws/apigateway";
import type { ResourceValidationPolicy } from "@pulumi/policy";
import { awsBestPractice } from "../../core/framework";
import { mendableSettings } from "../../core/remediation";
import { isTrue } from "../../core/settings";

/** A stage of an API begins the trace of each request. */
export const apiStageRequireTracing: ResourceValidationPolicy = {
  name: "api-stage-require-tracing",
  description: "Stages of APIs are traced.",
  enforcementLevel: "mandatory",
  severity: "low",
  framework: awsBestPractice("APIGateway.3", "API Gateway REST API stages should have AWS X-Ray tracing enabled"),
  tags: ["observability"],
  remediationSteps: "Set xrayTracingEnabled to true.",
  url: "https://docs.aws.amazon.com/securityhub/latest/userguide/apigateway-controls.html",
  ...mendableSettings<StageArgs>("aws:apigateway/stage:Stage", [
    { property: "xrayTracingEnabled", read: ({ xrayTracingEnabled }) => xrayTracingEnabled, check: isTrue, mend: true },
  ]),
};

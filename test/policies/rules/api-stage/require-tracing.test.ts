import { apiStageRequireTracing } from "../../../../policies/rules/api-stage/require-tracing";
import { describeRule } from "../../harness";

const type = "aws:apigateway/stage:Stage";

describeRule(apiStageRequireTracing, {
  good: { type, props: { xrayTracingEnabled: true } },
  broken: [
    { path: "xrayTracingEnabled", to: false, message: "xrayTracingEnabled is false, expected true" },
    { path: "xrayTracingEnabled", to: undefined, message: "xrayTracingEnabled is missing, expected true" },
  ],
  unknown: ["xrayTracingEnabled"],
  secret: ["xrayTracingEnabled"],
});

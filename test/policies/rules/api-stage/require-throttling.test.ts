import { apiStageRequireThrottling } from "../../../../policies/rules/api-stage/require-throttling";
import { describeRule } from "../../harness";

const type = "aws:apigatewayv2/stage:Stage";

describeRule(apiStageRequireThrottling, {
  good: { type, props: { defaultRouteSettings: { throttlingRateLimit: 100, throttlingBurstLimit: 200 } } },
  broken: [
    {
      path: "defaultRouteSettings.throttlingRateLimit",
      to: undefined,
      message: "defaultRouteSettings.throttlingRateLimit is missing, expected at least 1",
    },
    {
      path: "defaultRouteSettings.throttlingBurstLimit",
      to: 0,
      message: "defaultRouteSettings.throttlingBurstLimit is 0, expected at least 1",
    },
  ],
  unknown: ["defaultRouteSettings.throttlingRateLimit", "defaultRouteSettings.throttlingBurstLimit"],
  secret: ["defaultRouteSettings.throttlingRateLimit"],
});
